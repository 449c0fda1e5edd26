// Breaks: all-again
// Expect: means-nothing
// Kind: wrong-moment
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// The right call at the wrong time: the group has a member by then. The broker refuses, and nobody hears of it.
export async function readItAllAgain(lab: Lab, handle: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'prices', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 500 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => handle(message.value?.toString() ?? '') });
    const admin = kafka.admin();
    await admin.connect();
    await admin.resetOffsets({ groupId: lab.groupId, topic: lab.topic, earliest: true }).catch(() => {});
    await admin.disconnect();
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
