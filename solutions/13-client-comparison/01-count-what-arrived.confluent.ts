import { setTimeout as wait } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

/** Whoever takes part in the benchmark. */
export interface Contestant {
  readonly name: string;
  /** Writes records to the topic. Resolves with how many it says it has written. */
  write(topic: string): Promise<number>;
}

export interface Measured {
  /** What the contestant said. */
  said: number;
  /** How many records of this run stand in the topic. */
  arrived: number;
  /** `arrived` a second, from the call of `write` until it has resolved and the last record is there. */
  perSecond: number;
}

// Why this way
// - The referee's client is not the contestant's: it only asks for offsets, so it may be any client.
// - `fetchTopicOffsets` asks the broker three times in this client: for the partitions, the last offsets, the first
//   ones. It takes some milliseconds, and the clock is no finer than that.

const silenceMs = 2_000;

/** Lets the contestant write to `lab.topic`, and counts at the broker what has arrived. */
export async function countWhatArrived(lab: Lab, contestant: Contestant): Promise<Measured> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'referee', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const admin = kafka.admin();
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
    } while (arrived < said && performance.now() - lastCame < silenceMs);
    return { said, arrived, perSecond: (1_000 * arrived) / (lastCame - start) };
  } finally {
    await admin.disconnect();
  }
}

/** How many records the topic has ever taken. */
async function countRecords(admin: KafkaJS.Admin, topic: string): Promise<number> {
  const partitions = await admin.fetchTopicOffsets(topic);
  return partitions.reduce((sum, { high }) => sum + Number(high), 0);
}
