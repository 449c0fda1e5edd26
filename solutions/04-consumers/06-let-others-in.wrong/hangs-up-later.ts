// Breaks: leaves
// Expect: still-members
// Kind: not-hung-up
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// Returns a little earlier, and leaves when nobody looks any more.
export async function letOthersIn(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'worker', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 200, heartbeatInterval: 200 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        for (const message of payload.batch.messages) {
          if (!payload.isRunning() || payload.isStale()) break;
          await work(message.value?.toString() ?? '');
          payload.resolveOffset(message.offset);
          await payload.heartbeat();
        }
      },
    });
    await aborted(lab.signal);
  } finally {
    setTimeout(() => void consumer.disconnect(), 400);
  }
}
