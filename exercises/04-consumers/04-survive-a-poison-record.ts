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
 * A record for which `work` fails three times goes to the topic `<lab.topic>-aside`.
 * TODO: it loses every record for which `work` fails even once. Mend it. The task says what it has to do.
 */
export async function surviveAPoisonRecord(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'invoices', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 500 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        try {
          await work(message.value?.toString() ?? '');
        } catch (error) {
          lab.log(`Could not work on a record: ${String(error)}`);
        }
      },
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
