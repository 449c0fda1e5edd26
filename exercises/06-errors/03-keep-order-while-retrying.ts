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
 * A record for which `work` fails three times goes to `<lab.topic>-dead`.
 * TODO: the order of each customer is kept, because everybody waits. Let only those wait who have to. The task says what it has to do.
 */
export async function keepOrderWhileRetrying(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'accounts', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 200 });
  const producer = kafka.producer();
  try {
    await producer.connect();
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message: { key, value } }) => {
        for (let attempt = 1; attempt <= 3; attempt += 1) {
          try {
            return await work(value?.toString() ?? '');
          } catch (error) {
            lab.log(`Attempt ${attempt}: ${String(error)}`);
            await wait(1_000);
          }
        }
        await producer.send({ topic: `${lab.topic}-dead`, messages: [{ key, value }] });
      },
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}
