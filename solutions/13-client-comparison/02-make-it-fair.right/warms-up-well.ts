// Differs: GZIP and headers for both, and two rounds of all readings as a warm-up, with pauses.
import { setTimeout as wait } from 'node:timers/promises';
import { CompressionTypes, Kafka, logLevel, type Message, type Producer } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Topics {
  array: string;
  single: string;
}

export interface Times {
  array: number;
  single: number;
}

type Way = (producer: Producer, topic: string, messages: Message[]) => Promise<unknown>;

const asked = { acks: -1, compression: CompressionTypes.GZIP };
const ways: Readonly<Record<keyof Times, Way>> = {
  array: (producer, topic, messages) => producer.send({ topic, ...asked, messages }),
  single: (producer, topic, messages) =>
    Promise.all(messages.map((message) => producer.send({ topic, ...asked, messages: [message] }))),
};

/** Slow, and the same for both. */
class Benchmark {
  readonly #kafka: Kafka;
  readonly #messages: Message[];

  constructor(kafka: Kafka, readings: readonly string[]) {
    this.#kafka = kafka;
    this.#messages = readings.map((value) => ({ value: Buffer.from(value), headers: { unit: 'celsius' } }));
  }

  async time(topic: string, way: Way): Promise<number> {
    const producer = this.#kafka.producer();
    await producer.connect();
    try {
      for (let round = 0; round < 2; round += 1) {
        await way(producer, topic, this.#messages);
        await wait(500);
      }
      const started = Date.now();
      await way(producer, topic, this.#messages);
      return Date.now() - started;
    } finally {
      await producer.disconnect();
    }
  }
}

export async function makeItFair({ connection }: Lab, topics: Topics, readings: readonly string[]): Promise<Times> {
  const benchmark = new Benchmark(new Kafka({ ...connection, logLevel: logLevel.NOTHING }), readings);
  const array = await benchmark.time(topics.array, ways.array);
  return { array, single: await benchmark.time(topics.single, ways.single) };
}
