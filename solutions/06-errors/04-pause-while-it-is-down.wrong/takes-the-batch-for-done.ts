// Breaks: nothing-lost (not reached: back, leaves, because every batch counts as saved at the first failure)
// Expect: done-unsaved
// Kind: unheard-setting
import { Kafka, logLevel, type EachBatchPayload } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

const pauseMs = 1_000;

// kafkajs hears of eachBatchAutoResolve at run(), and nowhere else: a batch that is left in the middle is done.
/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `save`, until `lab.signal` aborts.
 * `save` writes into a database; while that is away it throws.
 */
export async function pauseWhileItIsDown(lab: Lab, save: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'archive', ...lab.connection, logLevel: logLevel.NOTHING });
  const settings = { heartbeatInterval: 500, maxWaitTimeInMs: 200, eachBatchAutoResolve: false };
  const consumer = kafka.consumer({ groupId: lab.groupId, ...settings });
  let isPaused = false;
  let timer: NodeJS.Timeout | undefined;

  function pause(): void {
    isPaused = true;
    consumer.pause([{ topic: lab.topic }]);
    timer = setTimeout(() => {
      isPaused = false;
      consumer.resume([{ topic: lab.topic }]);
    }, pauseMs);
  }

  async function saveAll(payload: EachBatchPayload): Promise<void> {
    for (const { value, offset } of payload.batch.messages) {
      if (isPaused || !payload.isRunning() || payload.isStale()) return;
      try {
        await save(value?.toString() ?? '');
      } catch (error) {
        lab.log(`Could not save: ${String(error)}`);
        return pause();
      }
      payload.resolveOffset(offset);
      await payload.heartbeat();
    }
  }

  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({ eachBatch: saveAll });
    await aborted(lab.signal);
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
}
