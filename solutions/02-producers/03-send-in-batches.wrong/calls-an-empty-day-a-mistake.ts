// Breaks: confirmed
// Expect: empty-day-failed
// Kind: empty-list
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// Nobody measured anything: the import fails.
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  if (readings.length === 0) throw new Error('There are no readings.');
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    for (let at = 0; at < messages.length; at += 400) {
      await producer.send({ topic: lab.topic, messages: messages.slice(at, at + 400) });
    }
  } finally {
    await producer.disconnect();
  }
}
