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
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `save`, until `lab.signal` aborts.
 * `save` writes into a database; while that is away it throws.
 * TODO: while the database is away it is asked again and again, and nobody else gets into the group. Mend it.
 */
export async function pauseWhileItIsDown(lab: Lab, save: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'archive', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, heartbeatInterval: 500, maxWaitTimeInMs: 200 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        while (!lab.signal.aborted) {
          try {
            return await save(message.value?.toString() ?? '');
          } catch (error) {
            lab.log(`Could not save: ${String(error)}`);
            await wait(100);
          }
        }
      },
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
