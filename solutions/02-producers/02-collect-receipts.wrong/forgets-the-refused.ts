// Breaks: refused (not reached: receipts, because a receipt is missing)
// Expect: stored-false
// Kind: sentence-overlooked
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

export type Receipt =
  { id: string; stored: true; partition: number; offset: string } | { id: string; stored: false; error: string };

// Logged and left out: whoever sent the picture waits for its receipt for ever.
export async function collectReceipts(lab: Lab, readings: Reading[]): Promise<Receipt[]> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const receipts = await Promise.all(
      readings.map(async (reading) => {
        try {
          const [place] = await producer.send({
            topic: lab.topic,
            messages: [{ key: reading.sensor, value: JSON.stringify(reading) }],
          });
          return {
            id: reading.id,
            stored: true as const,
            partition: place?.partition ?? -1,
            offset: place?.baseOffset ?? '',
          };
        } catch (error) {
          lab.log(String(error));
          return undefined;
        }
      }),
    );
    return receipts.filter((receipt) => receipt !== undefined);
  } finally {
    await producer.disconnect();
  }
}
