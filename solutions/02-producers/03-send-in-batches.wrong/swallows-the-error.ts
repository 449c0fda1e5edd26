// Breaks: throws
// Expect: error-caught
// Kind: failure-swallowed
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// The import goes on, and nobody learns that a part of the day is missing.
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    for (let at = 0; at < messages.length; at += 400) {
      try {
        await producer.send({ topic: lab.topic, messages: messages.slice(at, at + 400) });
      } catch (error) {
        lab.log(`A batch failed: ${String(error)}`);
      }
    }
  } finally {
    await producer.disconnect();
  }
}
