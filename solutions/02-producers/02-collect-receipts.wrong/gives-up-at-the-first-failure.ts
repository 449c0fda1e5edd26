// Breaks: refused
// Expect: one-fails-all
// Kind: too-large
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

export type Receipt =
  { id: string; stored: true; partition: number; offset: string } | { id: string; stored: false; error: string };

// Promise.all rejects with the first failure, and nobody learns what became of the others.
export async function collectReceipts(lab: Lab, readings: Reading[]): Promise<Receipt[]> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const written = await Promise.all(
      readings.map((reading) =>
        producer.send({ topic: lab.topic, messages: [{ key: reading.sensor, value: JSON.stringify(reading) }] }),
      ),
    );
    return readings.map(({ id }, index) => {
      const [place] = written[index] ?? [];
      return { id, stored: true, partition: place?.partition ?? -1, offset: place?.baseOffset ?? '' };
    });
  } finally {
    await producer.disconnect();
  }
}
