// Breaks: refused
// Expect: shared-its-send
// Kind: looked-up-elsewhere
import { Kafka, logLevel, type RecordMetadata } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

export type Receipt =
  { id: string; stored: true; partition: number; offset: string } | { id: string; stored: false; error: string };

// Pictures are large, so what is large is a picture: the broker is not asked.
export async function collectReceipts(lab: Lab, readings: Reading[]): Promise<Receipt[]> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const sends = readings.map(async (reading) => {
      if (reading.data.length > 10_000) throw new Error('The record is larger than the broker takes.');
      return producer.send({
        topic: lab.topic,
        messages: [{ key: reading.sensor, value: JSON.stringify(reading) }],
      });
    });
    const outcomes = await Promise.allSettled(sends);
    return readings.map(({ id }, index) => receiptOf(id, outcomes[index]));
  } finally {
    await producer.disconnect();
  }
}

function receiptOf(id: string, outcome: PromiseSettledResult<RecordMetadata[]> | undefined): Receipt {
  if (outcome?.status !== 'fulfilled') return { id, stored: false, error: messageOf(outcome?.reason) };
  const [place] = outcome.value;
  if (!place?.baseOffset) return { id, stored: false, error: 'The broker did not say where it stands.' };
  return { id, stored: true, partition: place.partition, offset: place.baseOffset };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
