// Breaks: few-calls
// Expect: each-for-itself
// Kind: other-topic
import { Kafka, logLevel, type EachBatchPayload } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

const pauseMs = 1_000;

// Twelve partitions ask the database, each for itself.
/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `save`, until `lab.signal` aborts.
 * `save` writes into a database; while that is away it throws.
 */
export async function pauseWhileItIsDown(lab: Lab, save: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'archive', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, heartbeatInterval: 500, maxWaitTimeInMs: 200 });
  const timers = new Set<NodeJS.Timeout>();

  function pause(partition: number): void {
    const only = [{ topic: lab.topic, partitions: [partition] }];
    consumer.pause(only);
    timers.add(setTimeout(() => consumer.resume(only), pauseMs));
  }

  async function saveAll(payload: EachBatchPayload): Promise<void> {
    for (const { value, offset } of payload.batch.messages) {
      if (!payload.isRunning() || payload.isStale()) return;
      try {
        await save(value?.toString() ?? '');
      } catch (error) {
        lab.log(`Could not save: ${String(error)}`);
        return pause(payload.batch.partition);
      }
      payload.resolveOffset(offset);
      await payload.heartbeat();
    }
  }

  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({ eachBatchAutoResolve: false, eachBatch: saveAll });
    await aborted(lab.signal);
  } finally {
    for (const timer of timers) clearTimeout(timer);
    await consumer.disconnect();
  }
}
