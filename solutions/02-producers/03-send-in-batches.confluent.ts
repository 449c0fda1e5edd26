import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// Why this way
// - librdkafka gathers by itself: what is sent to a partition within 5 ms (`linger.ms`) goes into one batch,
//   up to `batch.size` and never above `message.max.bytes`. All it needs is that nobody waits in between.
// - So every reading has a send of its own, and all of them are awaited together, once. `flush()` after every
//   tenth would end the gathering each time.
// - The queue of the client holds 100,000 messages. For more than a day's readings, wait after each 10,000.

/** Writes all readings of a day to `lab.topic`, and returns when the broker has confirmed them. */
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'sensors', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const sends = readings.map((reading) =>
      producer.send({ topic: lab.topic, messages: [{ key: reading.sensor, value: JSON.stringify(reading) }] }),
    );
    await Promise.all(sends);
  } finally {
    await producer.disconnect();
  }
}
