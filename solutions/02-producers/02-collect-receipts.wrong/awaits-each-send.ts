// Breaks: no-waiting
// Expect: awaited-each
// Kind: limit-not-measured
import { Kafka, logLevel, type RecordMetadata } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

export type Receipt =
  { id: string; stored: true; partition: number; offset: string } | { id: string; stored: false; error: string };

// Right in every receipt, and as slow as the way to the broker and back, times the readings.
export async function collectReceipts(lab: Lab, readings: Reading[]): Promise<Receipt[]> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const receipts: Receipt[] = [];
    for (const reading of readings) {
      const send = producer.send({
        topic: lab.topic,
        messages: [{ key: reading.sensor, value: JSON.stringify(reading) }],
      });
      const [outcome] = await Promise.allSettled([send]);
      receipts.push(receiptOf(reading.id, outcome));
    }
    return receipts;
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
