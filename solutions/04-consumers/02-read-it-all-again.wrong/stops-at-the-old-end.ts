// Breaks: goes-on (not reached: commits, because what is new is never read)
// Expect: has-to-go-on
// Kind: sentence-overlooked
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// What had been written is worked on again, and that is that.
export async function readItAllAgain(lab: Lab, handle: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'prices', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 500 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    const partitions = await firstOffsets(kafka, lab.topic);
    await consumer.run({
      eachMessage: async ({ partition, message: { offset, value } }) => {
        const end = partitions.find((each) => each.partition === partition)?.high ?? '0';
        if (BigInt(offset) < BigInt(end)) await handle(value?.toString() ?? '');
      },
    });
    for (const { partition, low } of partitions) {
      consumer.seek({ topic: lab.topic, partition, offset: low });
    }
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}

/** The first offset that is there, of each partition. */
async function firstOffsets(kafka: Kafka, topic: string): Promise<{ partition: number; low: string; high: string }[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await admin.fetchTopicOffsets(topic);
  } finally {
    await admin.disconnect();
  }
}
