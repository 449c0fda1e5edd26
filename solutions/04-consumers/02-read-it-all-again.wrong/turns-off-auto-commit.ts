// Breaks: all-again (not reached: commits, because it commits nothing)
// Expect: means-nothing
// Kind: unheard-setting
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// "Then do not commit": but the group has committed long ago.
export async function readItAllAgain(lab: Lab, handle: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'prices', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 500 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ message }) => handle(message.value?.toString() ?? ''),
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
