// Breaks: ways
// Expect: one-by-one
// Kind: limit-not-measured
import { Kafka, logLevel, type Producer } from 'kafkajs';
import type { Lab } from '#testkit';

/** Where each way of sending writes. */
export interface Topics {
  array: string;
  single: string;
}

/** The milliseconds that each way of sending took. */
export interface Times {
  array: number;
  single: number;
}

// One by one, but each waits for the one before.
export async function makeItFair(lab: Lab, topics: Topics, readings: readonly string[]): Promise<Times> {
  const kafka = new Kafka({ clientId: 'benchmark', ...lab.connection, logLevel: logLevel.NOTHING });
  const messages = readings.map((value) => ({ value }));
  return {
    array: await time(kafka, (producer) => producer.send({ topic: topics.array, messages })),
    single: await time(kafka, async (producer) => {
      for (const message of messages) await producer.send({ topic: topics.single, messages: [message] });
    }),
  };
}

async function time(kafka: Kafka, work: (producer: Producer) => Promise<unknown>): Promise<number> {
  const producer = kafka.producer();
  await producer.connect();
  try {
    const started = performance.now();
    await work(producer);
    return performance.now() - started;
  } finally {
    await producer.disconnect();
  }
}
