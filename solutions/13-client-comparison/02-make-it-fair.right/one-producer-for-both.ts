// Differs: Confluent's client, one producer for both, lz4, a key for each reading, and the single sends come first.
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Topics {
  array: string;
  single: string;
}

export interface Times {
  array: number;
  single: number;
}

// What there is only once cannot differ.
export async function makeItFair({ connection }: Lab, topics: Topics, readings: readonly string[]): Promise<Times> {
  const kafkaJS = { ...connection, logLevel: KafkaJS.logLevel.NOTHING };
  const producer = new KafkaJS.Kafka({ kafkaJS }).producer({
    kafkaJS: { acks: -1, compression: KafkaJS.CompressionTypes.LZ4 },
  });
  const messages = readings.map((value, n) => ({ key: `sensor-${n % 7}`, value }));
  const oneByOne = (topic: string) =>
    Promise.all(messages.map((message) => producer.send({ topic, messages: [message] })));
  await producer.connect();
  try {
    for (const topic of Object.values(topics)) await producer.send({ topic, messages: messages.slice(0, 1) });
    const begin = performance.now();
    await oneByOne(topics.single);
    const middle = performance.now();
    await producer.send({ topic: topics.array, messages });
    return { single: middle - begin, array: performance.now() - middle };
  } finally {
    await producer.disconnect();
  }
}
