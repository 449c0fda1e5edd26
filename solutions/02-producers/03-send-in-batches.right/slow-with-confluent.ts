// Differs: Confluent's client with batches of 25 readings at most (batch.num.messages): about 23 requests; it waits 300 ms for company, and the values have line breaks
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

/** Writes all readings of a day to `lab.topic`, and returns when the broker has confirmed them. */
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'sensors', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ 'linger.ms': 300, 'batch.num.messages': 25 });
  await producer.connect();
  try {
    const sends = readings.map((reading) =>
      producer.send({
        topic: lab.topic,
        messages: [{ key: reading.sensor, value: JSON.stringify(reading, undefined, 1) }],
      }),
    );
    await Promise.all(sends);
  } finally {
    await producer.disconnect();
  }
}
