// Breaks: throws (not reached: confirmed, long-day, hangs-up, because the last batch may come late, twice, or over a new connection)
// Expect: error-caught
// Kind: not-awaited
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// The last batch is under way, and that has to be enough.
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    for (let at = 0; at < messages.length; at += 400) {
      const sent = producer.send({ topic: lab.topic, messages: messages.slice(at, at + 400) });
      sent.catch((error: unknown) => lab.log(String(error)));
      if (at + 400 < messages.length) await sent;
    }
  } finally {
    await producer.disconnect();
  }
}
