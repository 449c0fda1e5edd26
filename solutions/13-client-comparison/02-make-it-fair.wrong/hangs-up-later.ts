// Breaks: writes
// Expect: left-open
// Kind: not-hung-up
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

// The hanging up is nobody’s time, so nobody waits for it.
export async function makeItFair(lab: Lab, topics: Topics, readings: readonly string[]): Promise<Times> {
  const kafka = new Kafka({ clientId: 'benchmark', ...lab.connection, logLevel: logLevel.NOTHING });
  const messages = readings.map((value) => ({ value }));
  return {
    array: await time(kafka, (producer) => producer.send({ topic: topics.array, messages })),
    single: await time(kafka, (producer) =>
      Promise.all(messages.map((message) => producer.send({ topic: topics.single, messages: [message] }))),
    ),
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
    setTimeout(() => void producer.disconnect(), 400);
  }
}
