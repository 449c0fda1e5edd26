// Breaks: leaves
// Expect: deaf
// Kind: failure-never-tried
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type EachBatchPayload } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

const pauseMs = 1_000;

// It waits in its batch with heartbeats, which is right until it is told to end: the database may stay away.
/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `save`, until `lab.signal` aborts.
 * `save` writes into a database; while that is away it throws.
 */
export async function pauseWhileItIsDown(lab: Lab, save: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'archive', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, heartbeatInterval: 500, maxWaitTimeInMs: 200 });
  let pausedUntil = 0;

  async function saveAll(payload: EachBatchPayload): Promise<void> {
    for (const { value, offset } of payload.batch.messages) {
      while (!(await isSaved(value?.toString() ?? ''))) {
        await wait(100);
        await payload.heartbeat();
      }
      payload.resolveOffset(offset);
      await payload.heartbeat();
    }
  }

  async function isSaved(value: string): Promise<boolean> {
    if (Date.now() < pausedUntil) return false;
    try {
      await save(value);
      return true;
    } catch (error) {
      lab.log(`Could not save: ${String(error)}`);
      pausedUntil = Date.now() + pauseMs;
      return false;
    }
  }

  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({ eachBatchAutoResolve: false, eachBatch: saveAll });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
