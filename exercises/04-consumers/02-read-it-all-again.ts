import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * Reads all of `lab.topic` once more in the group `lab.groupId`, which has read it before, and hands the value of every
 * record to `handle`; then it goes on with what is new, until `lab.signal` aborts.
 * TODO: it hands over nothing, although it says "from the beginning". Find out why, and mend it.
 */
export async function readItAllAgain(lab: Lab, handle: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'prices', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 500 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => handle(message.value?.toString() ?? '') });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
