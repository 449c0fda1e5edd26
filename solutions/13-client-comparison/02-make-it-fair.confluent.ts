import { KafkaJS } from '@confluentinc/kafka-javascript';
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

// Why this way
// - In this client acks and codec belong to the producer: both ways get one from the same function.
// - It makes the batches by itself, for the array as for the single sends. At the broker's door the two look alike;
//   what is measured is what a call of `send` costs in the process.
// - Both wait up to 5 ms for more records (`linger.ms`), as the defaults have it. That is the same for both too.
// - `connect()` is not all: the connection to the leader is sometimes there then, and sometimes made at the first send.
//   So each producer first sends a warm-up, which the clock does not count.

/** Compares two ways of sending: all readings as an array, and each by itself, all started at once. */
export async function makeItFair(lab: Lab, topics: Topics, readings: readonly string[]): Promise<Times> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'benchmark', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const messages = readings.map((value) => ({ value }));
  return {
    array: await time(kafka, topics.array, (producer) => producer.send({ topic: topics.array, messages })),
    single: await time(kafka, topics.single, (producer) =>
      Promise.all(messages.map((message) => producer.send({ topic: topics.single, messages: [message] }))),
    ),
  };
}

type Work = (producer: KafkaJS.Producer) => Promise<unknown>;

/** The milliseconds that the work takes, with a producer of its own that has sent to the topic before. */
async function time(kafka: KafkaJS.Kafka, topic: string, work: Work): Promise<number> {
  const producer = kafka.producer({ kafkaJS: { acks: -1, compression: KafkaJS.CompressionTypes.None } });
  await producer.connect();
  try {
    await producer.send({ topic, messages: [{ value: 'warm-up' }] });
    const started = performance.now();
    await work(producer);
    return performance.now() - started;
  } finally {
    await producer.disconnect();
  }
}
