// Breaks: confirmed
// Expect: swapped
// Kind: data-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// Few requests, and all of them at once: kafkajs may send a later batch first.
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    const sends: Promise<unknown>[] = [];
    for (let at = 0; at < messages.length; at += 30) {
      sends.push(producer.send({ topic: lab.topic, messages: messages.slice(at, at + 30) }));
    }
    await Promise.all(sends);
  } finally {
    await producer.disconnect();
  }
}
