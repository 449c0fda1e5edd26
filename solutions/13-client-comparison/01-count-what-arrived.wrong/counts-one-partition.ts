// Breaks: arrived (not reached: late, per-second, because it sees a third of the records)
// Expect: partitions-or-too-soon
// Kind: other-topic
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

// The topics on a laptop have one partition.
export async function countWhatArrived(lab: Lab, contestant: Contestant): Promise<Measured> {
  const admin = new Kafka({ clientId: 'referee', ...lab.connection, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const before = await lastOffset(admin, lab.topic);
    const start = performance.now();
    const said = await contestant.write(lab.topic);
    let arrived = 0;
    let lastCame = performance.now();
    do {
      const count = (await lastOffset(admin, lab.topic)) - before;
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

async function lastOffset(admin: Admin, topic: string): Promise<number> {
  const partitions = await admin.fetchTopicOffsets(topic);
  return Number(partitions.find(({ partition }) => partition === 0)?.high ?? 0);
}
