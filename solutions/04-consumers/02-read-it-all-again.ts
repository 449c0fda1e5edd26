import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// Why this way
// - `fromBeginning` answers one question: where does a group begin that has no committed offset? This group has
//   one for every partition, so nobody asks.
// - `seek` moves the position of one partition, so it takes one for each. The consumer has joined by then:
//   kafkajs' `run()` returns when it has.
// - The first record of a partition need not be at offset 0: what was deleted by age leaves its numbers behind.
//   `low` is the first offset that is there.
// - The other way is `admin.resetOffsets({ groupId, topic, earliest: true })` before the consumer joins. It writes the
//   offsets of all partitions. kafkajs takes 5 s for it, and the broker refuses while the group has members.
// - A group with a new name reads everything too. But its position is another one: the dashboard still watches
//   the old group, and the next normal start begins with the records that came meanwhile, a second time.

/**
 * Reads all of `lab.topic` once more in the group `lab.groupId`, which has read it before, and hands the value of every
 * record to `handle`; then it goes on with what is new, until `lab.signal` aborts.
 */
export async function readItAllAgain(lab: Lab, handle: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'prices', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 500 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    const partitions = await firstOffsets(kafka, lab.topic);
    // #region seek
    await consumer.run({ eachMessage: async ({ message }) => handle(message.value?.toString() ?? '') });
    for (const { partition, low } of partitions) {
      consumer.seek({ topic: lab.topic, partition, offset: low });
    }
    // #endregion
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}

/** The first offset that is there, of each partition. */
async function firstOffsets(kafka: Kafka, topic: string): Promise<{ partition: number; low: string }[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await admin.fetchTopicOffsets(topic);
  } finally {
    await admin.disconnect();
  }
}
