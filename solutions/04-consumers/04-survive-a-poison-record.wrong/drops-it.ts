// Breaks: set-aside (not reached: place, in-order, because nothing is set aside)
// Expect: dropped
// Kind: sentence-overlooked
// Fault: sarama-marks-what-it-cannot-read
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// Three attempts, and then the record is gone as if it had never been.
export async function surviveAPoisonRecord(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'invoices', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 500 });
  const producer = kafka.producer();
  try {
    await producer.connect();
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ topic, partition, message }) => {
        const { key, value, offset } = message;
        if (await succeeds(() => work(value?.toString() ?? ''))) return;
        lab.log(`Giving up on offset ${offset} of ${topic}, partition ${partition}, key ${String(key)}.`);
      },
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}

/** Whether one of three attempts succeeds. */
async function succeeds(attempt: () => Promise<void>): Promise<boolean> {
  for (let tried = 1; tried <= 3; tried += 1) {
    try {
      await attempt();
      return true;
    } catch {
      await wait(50 * tried);
    }
  }
  return false;
}
