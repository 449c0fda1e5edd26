// Breaks: lets-in
// Expect: who-waits
// Kind: wrong-moment
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

const pauseMs = 1_000;

// It leaves the database alone, and sends no heartbeat while it waits.
/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `save`, until `lab.signal` aborts.
 * `save` writes into a database; while that is away it throws.
 */
export async function pauseWhileItIsDown(lab: Lab, save: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'archive', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, heartbeatInterval: 500, maxWaitTimeInMs: 200 });
  async function saveAtLast(value: string): Promise<void> {
    for (;;) {
      try {
        return await save(value);
      } catch (error) {
        lab.log(`Could not save: ${String(error)}`);
        await wait(pauseMs, undefined, { signal: lab.signal });
      }
    }
  }

  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({ eachMessage: ({ message }) => saveAtLast(message.value?.toString() ?? '') });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
