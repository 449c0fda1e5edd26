import { CompressionTypes, Kafka, logLevel, type Producer } from 'kafkajs';
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
// - The measuring is written once. What stands in `time` and in `asked` is the same for both, and nobody has to compare
//   two functions line by line: what differs is what is handed over.
// - There were five differences: acks 0 for the single sends, GZIP for the array, one value again and again, one
//   record fewer, and a connection that only the array's clock counted.
// - acks and codec are said, although these are kafkajs' defaults: another client has others.
// - Both clocks count one question more than the records: where the topic's leader is. kafkajs asks at the first
//   send to a topic. Who does not want that sends a warm-up to both.

/** Compares two ways of sending: all readings as an array, and each by itself, all started at once. */
export async function makeItFair(lab: Lab, topics: Topics, readings: readonly string[]): Promise<Times> {
  const kafka = new Kafka({ clientId: 'benchmark', ...lab.connection, logLevel: logLevel.NOTHING });
  // #region fair
  const asked = { acks: -1, compression: CompressionTypes.None };
  const messages = readings.map((value) => ({ value }));
  return {
    array: await time(kafka, (producer) => producer.send({ topic: topics.array, ...asked, messages })),
    single: await time(kafka, (producer) =>
      Promise.all(messages.map((message) => producer.send({ topic: topics.single, ...asked, messages: [message] }))),
    ),
  };
  // #endregion
}

/** The milliseconds that the work takes, with a producer of its own that is connected before. */
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
