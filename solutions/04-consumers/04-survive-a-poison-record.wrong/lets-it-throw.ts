// Breaks: in-order (not reached: set-aside, place, attempts, leaves, because it never gets past the record)
// Expect: blocks
// Kind: failure-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// The client tries again by itself, for ever: fine for a busy database, the end for whatever stands behind a poison record.
export async function surviveAPoisonRecord(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'invoices', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 500 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        await work(message.value?.toString() ?? '');
      },
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
