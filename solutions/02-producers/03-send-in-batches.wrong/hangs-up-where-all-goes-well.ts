// Breaks: hangs-up
// Expect: no-disconnect
// Kind: failure-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// Where send() throws, nobody hangs up.
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
  for (let at = 0; at < messages.length; at += 400) {
    await producer.send({ topic: lab.topic, messages: messages.slice(at, at + 400) });
  }
  await producer.disconnect();
}
