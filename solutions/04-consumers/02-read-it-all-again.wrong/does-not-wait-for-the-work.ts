// Breaks: all-again
// Expect: at-once
// Kind: not-awaited
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// The next record can be worked on meanwhile.
export async function readItAllAgain(lab: Lab, handle: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'prices', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 500 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    const partitions = await firstOffsets(kafka, lab.topic);
    await consumer.run({ eachMessage: async ({ message }) => void handle(message.value?.toString() ?? '') });
    for (const { partition, low } of partitions) {
      consumer.seek({ topic: lab.topic, partition, offset: low });
    }
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
