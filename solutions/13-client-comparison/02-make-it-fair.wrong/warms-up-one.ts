// Breaks: same (not reached: clock, because a warm-up asks for the leader before the clock starts)
// Expect: same-trait
// Kind: data-never-tried
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

// The first send of a producer is slow, and there are many single sends.
export async function makeItFair(lab: Lab, topics: Topics, readings: readonly string[]): Promise<Times> {
  const kafka = new Kafka({ clientId: 'benchmark', ...lab.connection, logLevel: logLevel.NOTHING });
  const messages = readings.map((value) => ({ value }));
  return {
    array: await time(kafka, (producer) => producer.send({ topic: topics.array, messages })),
    single: await time(
      kafka,
      (producer) =>
        Promise.all(messages.map((message) => producer.send({ topic: topics.single, messages: [message] }))),
      topics.single,
    ),
  };
}

async function time(kafka: Kafka, work: (producer: Producer) => Promise<unknown>, warmUp?: string): Promise<number> {
  const producer = kafka.producer();
  await producer.connect();
  try {
    if (warmUp) await producer.send({ topic: warmUp, messages: [{ value: 'warm-up' }] });
    const started = performance.now();
    await work(producer);
    return performance.now() - started;
  } finally {
    await producer.disconnect();
  }
}
