// Differs: batches of 30 readings, 17 requests in the place of 2, of a producer with a sequence of its own (idempotent)
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

/** Writes all readings of a day to `lab.topic`, and returns when the broker has confirmed them. */
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    for (let at = 0; at < messages.length; at += 30) {
      await producer.send({ topic: lab.topic, messages: messages.slice(at, at + 30) });
    }
  } finally {
    await producer.disconnect();
  }
}
