// Breaks: confirmed (not reached: throws, long-day, because nobody hears of a refusal, and what is under way at the hang-up is lost)
// Expect: acks-0
// Kind: silence-taken-for-done
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// Nothing is waited for, and nothing is known.
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    for (let at = 0; at < messages.length; at += 400) {
      await producer.send({ topic: lab.topic, acks: 0, messages: messages.slice(at, at + 400) });
    }
  } finally {
    await producer.disconnect();
  }
}
