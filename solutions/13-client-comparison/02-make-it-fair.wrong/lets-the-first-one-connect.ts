// Breaks: clock
// Expect: asked-before
// Kind: wrong-moment
import { Kafka, logLevel } from 'kafkajs';
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

// All is the same but the connection: with a broker on the same machine nobody sees it.
export async function makeItFair(lab: Lab, topics: Topics, readings: readonly string[]): Promise<Times> {
  const kafka = new Kafka({ clientId: 'benchmark', ...lab.connection, logLevel: logLevel.NOTHING });
  const messages = readings.map((value) => ({ value }));
  const producer = kafka.producer();
  try {
    const started = performance.now();
    await producer.connect();
    await producer.send({ topic: topics.array, messages });
    const between = performance.now();
    await Promise.all(messages.map((message) => producer.send({ topic: topics.single, messages: [message] })));
    return { array: between - started, single: performance.now() - between };
  } finally {
    await producer.disconnect();
  }
}
