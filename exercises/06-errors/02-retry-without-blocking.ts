import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `work`, until `lab.signal` aborts.
 * A record for which `work` fails waits in `<lab.topic>-retry-1`, then in `<lab.topic>-retry-2`; after the third failure
 * it goes to `<lab.topic>-dead`.
 * TODO: as it is, everybody waits while one order does. Mend it. The task says what it has to do.
 */
export async function retryWithoutBlocking(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'payments', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 200 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        for (const pauseMs of [1_000, 2_000, 0]) {
          try {
            return await work(message.value?.toString() ?? '');
          } catch (error) {
            lab.log(`Could not work on a record: ${String(error)}`);
            await wait(pauseMs);
          }
        }
      },
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
