// Breaks: set-aside
// Expect: neither-key-nor-value
// Kind: no-key-or-value
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// A record that nobody can read has a value, or an empty one.
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
        const headers = { topic, partition: String(partition), offset };
        await producer.send({ topic: `${topic}-aside`, messages: [{ key: key ?? '', value: value ?? '', headers }] });
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
