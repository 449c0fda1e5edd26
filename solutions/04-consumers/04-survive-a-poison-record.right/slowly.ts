// Differs: Confluent’s client, which waits 600 ms after each failure; what is set aside waits 100 ms for others.
import { setTimeout as wait } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// Patient with the database.
export async function surviveAPoisonRecord(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'invoices', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const consumer = kafka.consumer({ kafkaJS: { groupId: lab.groupId, fromBeginning: true } });
  const producer = kafka.producer({ 'linger.ms': 100 });
  try {
    await producer.connect();
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic });
    await consumer.run({
      eachMessage: async ({ topic, partition, message }) => {
        const { key, value, offset } = message;
        if (await succeeds(() => work(value?.toString() ?? ''))) return;
        const headers = { topic, partition: String(partition), offset };
        await producer.send({ topic: `${topic}-aside`, messages: [{ key, value, headers }] });
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
      await wait(600);
    }
  }
  return false;
}
