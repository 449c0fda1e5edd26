// Breaks: stays (not reached: lets-in, leaves, because a worker that has hung up is in no group, and one that just joins again is still in it at the end)
// Expect: thrown-too-often
// Kind: sentence-overlooked
import { Kafka, logLevel, type Consumer, type EachBatchPayload } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

const pauseMs = 1_000;

// It hangs up, and joins again when the time is over: the group has to share out its partitions each time.
/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `save`, until `lab.signal` aborts.
 * `save` writes into a database; while that is away it throws.
 */
export async function pauseWhileItIsDown(lab: Lab, save: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'archive', ...lab.connection, logLevel: logLevel.NOTHING });
  let consumer: Consumer | undefined;
  let isPaused = false;
  let timer: NodeJS.Timeout | undefined;

  function pause(): void {
    isPaused = true;
    const leaving = consumer?.disconnect();
    timer = setTimeout(() => void leaving?.then(start), pauseMs);
  }

  async function start(): Promise<void> {
    if (lab.signal.aborted) return;
    isPaused = false;
    consumer = kafka.consumer({ groupId: lab.groupId, heartbeatInterval: 500, maxWaitTimeInMs: 200 });
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({ eachBatchAutoResolve: false, eachBatch: saveAll });
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
    await start();
    await aborted(lab.signal);
  } finally {
    clearTimeout(timer);
    await consumer?.disconnect();
  }
}
