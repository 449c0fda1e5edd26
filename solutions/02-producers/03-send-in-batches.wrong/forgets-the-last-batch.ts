// Breaks: confirmed (not reached: throws, because the reading that is refused belongs to the last batch)
// Expect: last-ones
// Kind: sentence-overlooked
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// Sends when a batch is full. On a day of 500 readings nothing is missing.
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const batch: { key: string; value: string }[] = [];
    for (const reading of readings) {
      batch.push({ key: reading.sensor, value: JSON.stringify(reading) });
      if (batch.length === 100) await producer.send({ topic: lab.topic, messages: batch.splice(0) });
    }
  } finally {
    await producer.disconnect();
  }
}
