// Breaks: hangs-up
// Expect: no-disconnect
// Kind: not-hung-up
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

// Returns a little earlier, and hangs up when nobody looks any more.
export async function countWhatArrived(lab: Lab, contestant: Contestant): Promise<Measured> {
  const admin = new Kafka({ clientId: 'referee', ...lab.connection, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const before = await countRecords(admin, lab.topic);
    const start = performance.now();
    const said = await contestant.write(lab.topic);
    let arrived = 0;
    let lastCame = performance.now();
    do {
      const count = (await countRecords(admin, lab.topic)) - before;
      if (count > arrived) {
        arrived = count;
        lastCame = performance.now();
      } else {
        await wait(20);
      }
    } while (arrived < said && performance.now() - lastCame < 2_000);
    return { said, arrived, perSecond: (1_000 * arrived) / (lastCame - start) };
  } finally {
    setTimeout(() => void admin.disconnect(), 400);
  }
}

async function countRecords(admin: Admin, topic: string): Promise<number> {
  const partitions = await admin.fetchTopicOffsets(topic);
  return partitions.reduce((sum, { high }) => sum + Number(high), 0);
}
