// Breaks: confirmed
// Expect: whole-reading
// Kind: non-latin
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// Fine for most of Europe. What Latin-1 does not have becomes another letter.
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({
      key: reading.sensor,
      value: Buffer.from(JSON.stringify(reading), 'latin1'),
    }));
    for (let at = 0; at < messages.length; at += 400) {
      await producer.send({ topic: lab.topic, messages: messages.slice(at, at + 400) });
    }
  } finally {
    await producer.disconnect();
  }
}
