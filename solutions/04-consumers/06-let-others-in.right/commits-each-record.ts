// Differs: eachMessage with a heartbeat of its own before each record, and a commit request after each.
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// One record at a time.
export async function letOthersIn(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'worker', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 200, heartbeatInterval: 200 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      autoCommitThreshold: 1,
      eachMessage: async (payload) => {
        const { message } = payload;
        await payload.heartbeat();
        await work(message.value?.toString() ?? '');
      },
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
