// Breaks: long-day
// Expect: above-1-mb
// Kind: data-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// 600 readings of 2 kB are 1.2 MB: fine as long as their keys spread them over the partitions.
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    for (let at = 0; at < messages.length; at += 600) {
      await producer.send({ topic: lab.topic, messages: messages.slice(at, at + 600) });
    }
  } finally {
    await producer.disconnect();
  }
}
