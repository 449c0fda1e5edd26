// Breaks: receipts (not reached: refused, because the picture shares its send with all others)
// Expect: first-of-the-send
// Kind: data-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

export type Receipt =
  { id: string; stored: true; partition: number; offset: string } | { id: string; stored: false; error: string };

// One send returns one offset for each partition, and every reading there gets the same receipt.
export async function collectReceipts(lab: Lab, readings: Reading[]): Promise<Receipt[]> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    const [first] = await producer.send({ topic: lab.topic, messages });
    return readings.map(({ id }) => ({
      id,
      stored: true,
      partition: first?.partition ?? -1,
      offset: first?.baseOffset ?? '',
    }));
  } finally {
    await producer.disconnect();
  }
}
