// Breaks: batches
// Expect: waits-often
// Kind: limit-not-measured
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// Few requests, and a rest after each, so that the broker is not overloaded.
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    for (let at = 0; at < messages.length; at += 30) {
      await producer.send({ topic: lab.topic, messages: messages.slice(at, at + 30) });
      await wait(150);
    }
  } finally {
    await producer.disconnect();
  }
}
