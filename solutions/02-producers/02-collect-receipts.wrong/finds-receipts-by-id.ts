// Breaks: receipts
// Expect: first-of-the-send
// Kind: data-never-tried
import { Kafka, logLevel, type RecordMetadata } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

export type Receipt =
  { id: string; stored: true; partition: number; offset: string } | { id: string; stored: false; error: string };

// A map of receipts by id: of two readings with one id the last receipt counts for both.
export async function collectReceipts(lab: Lab, readings: Reading[]): Promise<Receipt[]> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const sends = readings.map((reading) =>
      producer.send({ topic: lab.topic, messages: [{ key: reading.sensor, value: JSON.stringify(reading) }] }),
    );
    const outcomes = await Promise.allSettled(sends);
    const byId = new Map(readings.map(({ id }, index) => [id, receiptOf(id, outcomes[index])]));
    return readings.flatMap(({ id }) => byId.get(id) ?? []);
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
