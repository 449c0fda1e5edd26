import { Kafka, logLevel, type RecordMetadata } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

export type Receipt =
  { id: string; stored: true; partition: number; offset: string } | { id: string; stored: false; error: string };

// Why this way
// - One send for each reading, so each has an outcome of its own. Several messages in one send share it:
//   where one is refused, kafkajs throws for all of them, and what stood in the same partition is not stored.
// - All sends are started before the first one is awaited. kafkajs then writes all requests to its one
//   connection without waiting for the answers.
// - `Promise.allSettled` waits for all. `Promise.all` rejects at the first failure, while the other sends
//   are still under way: their outcome is lost, and a `disconnect()` in `finally` comes too early for them.
// - Some hundred requests under way are fine. Some hundred thousand are not: "Batches" in the lesson.

/** Writes all readings to `lab.topic`. Returns one receipt for each, in the order of `readings`. */
export async function collectReceipts(lab: Lab, readings: Reading[]): Promise<Receipt[]> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    // #region receipts
    const sends = readings.map((reading) =>
      producer.send({ topic: lab.topic, messages: [{ key: reading.sensor, value: JSON.stringify(reading) }] }),
    );
    const outcomes = await Promise.allSettled(sends);
    // #endregion
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
