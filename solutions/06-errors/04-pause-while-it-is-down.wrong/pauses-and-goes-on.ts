// Breaks: nothing-lost (not reached: few-calls, leaves, because what was fetched before the pause is handed over, fails, and counts as saved)
// Expect: done-unsaved
// Kind: failure-swallowed
import { Kafka, logLevel, type EachMessagePayload } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

const pauseMs = 1_000;

// It pauses, and the handler returns: for kafkajs the record is done.
/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `save`, until `lab.signal` aborts.
 * `save` writes into a database; while that is away it throws.
 */
export async function pauseWhileItIsDown(lab: Lab, save: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'archive', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, heartbeatInterval: 500, maxWaitTimeInMs: 200 });
  let timer: NodeJS.Timeout | undefined;

  function pause(): void {
    consumer.pause([{ topic: lab.topic }]);
    timer = setTimeout(() => {
      consumer.resume([{ topic: lab.topic }]);
    }, pauseMs);
  }

  async function saveOne({ message }: EachMessagePayload): Promise<void> {
    try {
      await save(message.value?.toString() ?? '');
    } catch (error) {
      lab.log(`Could not save: ${String(error)}`);
      pause();
    }
  }

  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({ eachMessage: saveOne });
    await aborted(lab.signal);
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
}
