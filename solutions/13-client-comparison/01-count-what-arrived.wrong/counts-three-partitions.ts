// Breaks: arrived
// Expect: partitions-or-too-soon
// Kind: wrong-value
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

// The topic of the example has three partitions.
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
    await admin.disconnect();
  }
}

async function countRecords(admin: Admin, topic: string): Promise<number> {
  const partitions = await admin.fetchTopicOffsets(topic);
  const known = partitions.filter(({ partition }) => partition < 3);
  return known.reduce((sum, { high }) => sum + Number(high), 0);
}
