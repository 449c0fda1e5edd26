import { KafkaJS } from '@confluentinc/kafka-javascript';
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
// - The admin client of version 1.10.1 cannot write a group's offsets. It can delete the group, offsets and all, while
//   the group has no members. Then the group is a new one, and `fromBeginning` is asked.
// - The other way is `consumer.seek()` for each partition. In this client it may come before the partitions are
//   assigned.

/**
 * Reads all of `lab.topic` once more in the group `lab.groupId`, which has read it before, and hands the value of every
 * record to `handle`; then it goes on with what is new, until `lab.signal` aborts.
 */
export async function readItAllAgain(lab: Lab, handle: (value: string) => Promise<void>): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'prices', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.deleteGroups([lab.groupId]);
  } finally {
    await admin.disconnect();
  }
  const consumer = kafka.consumer({ kafkaJS: { groupId: lab.groupId, fromBeginning: true } });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic });
    await consumer.run({ eachMessage: async ({ message }) => handle(message.value?.toString() ?? '') });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
