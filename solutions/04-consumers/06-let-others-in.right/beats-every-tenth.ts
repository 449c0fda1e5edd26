// Differs: a heartbeat and a commit after every tenth record only, and fetches that the broker holds for a second.
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// Ten records are half of what is allowed.
export async function letOthersIn(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'worker', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 1_000, heartbeatInterval: 100 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        let done = 0;
        for (const message of payload.batch.messages) {
          if (!payload.isRunning() || payload.isStale()) break;
          await work(message.value?.toString() ?? '');
          payload.resolveOffset(message.offset);
          done += 1;
          if (done % 10 > 0) continue;
          await payload.commitOffsetsIfNecessary();
          await payload.heartbeat();
        }
      },
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
