import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
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

/**
 * Compares two ways of sending: all readings as an array, and each by itself, all started at once.
 * TODO: the comparison is unfair. Let nothing differ but the way of sending.
 */
export async function makeItFair(lab: Lab, topics: Topics, readings: readonly string[]): Promise<Times> {
  const kafka = new Kafka({ clientId: 'benchmark', ...lab.connection, logLevel: logLevel.NOTHING });
  return {
    array: await timeArray(kafka, topics.array, readings),
    single: await timeSingle(kafka, topics.single, readings),
  };
}

async function timeArray(kafka: Kafka, topic: string, readings: readonly string[]): Promise<number> {
  const started = performance.now();
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((value) => ({ value }));
    await producer.send({ topic, compression: CompressionTypes.GZIP, messages });
    return performance.now() - started;
  } finally {
    await producer.disconnect();
  }
}

async function timeSingle(kafka: Kafka, topic: string, readings: readonly string[]): Promise<number> {
  const producer = kafka.producer();
  await producer.connect();
  try {
    const [value = ''] = readings;
    const sends: Promise<unknown>[] = [];
    const started = performance.now();
    for (let n = 1; n < readings.length; n += 1) {
      sends.push(producer.send({ topic, acks: 0, messages: [{ value }] }));
    }
    await Promise.all(sends);
    return performance.now() - started;
  } finally {
    await producer.disconnect();
  }
}
