// Breaks: late (not reached: arrived, per-second, because it never returns)
// Expect: waits-for-ever
// Kind: limit-not-measured
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Contestant {
  readonly name: string;
  write(topic: string): Promise<number>;
}

export interface Measured {
  said: number;
  arrived: number;
  perSecond: number;
}

// Waits until everything is there, because some day everything will be.
export async function countWhatArrived(lab: Lab, contestant: Contestant): Promise<Measured> {
  const admin = new Kafka({ clientId: 'referee', ...lab.connection, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const before = await countRecords(admin, lab.topic);
    const start = performance.now();
    const said = await contestant.write(lab.topic);
    let arrived = (await countRecords(admin, lab.topic)) - before;
    while (arrived < said) {
      await wait(20);
      arrived = (await countRecords(admin, lab.topic)) - before;
    }
    return { said, arrived, perSecond: (1_000 * arrived) / (performance.now() - start) };
  } finally {
    await admin.disconnect();
  }
}

async function countRecords(admin: Admin, topic: string): Promise<number> {
  const partitions = await admin.fetchTopicOffsets(topic);
  return partitions.reduce((sum, { high }) => sum + Number(high), 0);
}
