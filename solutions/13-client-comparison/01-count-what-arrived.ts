import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type Admin } from 'kafkajs';
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
// - The broker has numbered what it took. The next offset of each partition, before and after: the difference is what
//   arrived. No record has to be read. (A transaction would add markers to the offsets, which are no records.)
// - That `write` has resolved is the contestant's word as well. So the referee looks until everything is there; and
//   because that may never be, not for longer than two seconds after the last record that came.
// - The clock stops at the last record that was seen to come. The silence after it is the referee's own.
// - The referee connects before the clock starts: its own beginning costs the contestant nothing.

const silenceMs = 2_000;

/** Lets the contestant write to `lab.topic`, and counts at the broker what has arrived. */
export async function countWhatArrived(lab: Lab, contestant: Contestant): Promise<Measured> {
  const admin = new Kafka({ clientId: 'referee', ...lab.connection, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    // #region count
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
    // #endregion
    return { said, arrived, perSecond: (1_000 * arrived) / (lastCame - start) };
  } finally {
    await admin.disconnect();
  }
}

/** How many records the topic has ever taken. */
async function countRecords(admin: Admin, topic: string): Promise<number> {
  const partitions = await admin.fetchTopicOffsets(topic);
  return partitions.reduce((sum, { high }) => sum + Number(high), 0);
}
