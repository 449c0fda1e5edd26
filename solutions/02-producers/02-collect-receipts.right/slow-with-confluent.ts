// Differs: Confluent's client, which waits 1.6 s for company (linger.ms) and compresses with lz4: few batches for all readings
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

export type Receipt =
  { id: string; stored: true; partition: number; offset: string } | { id: string; stored: false; error: string };

/** Writes all readings to `lab.topic`. Returns one receipt for each, in the order of `readings`. */
export async function collectReceipts(lab: Lab, readings: Reading[]): Promise<Receipt[]> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'sensors', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ 'linger.ms': 1_600, 'compression.codec': 'lz4' });
  await producer.connect();
  try {
    const sends = readings.map((reading) =>
      producer.send({ topic: lab.topic, messages: [{ key: reading.sensor, value: JSON.stringify(reading) }] }),
    );
    const outcomes = await Promise.allSettled(sends);
    return readings.map(({ id }, index) => receiptOf(id, outcomes[index]));
  } finally {
    await producer.disconnect();
  }
}

function receiptOf(id: string, outcome: PromiseSettledResult<KafkaJS.RecordMetadata[]> | undefined): Receipt {
  if (outcome?.status !== 'fulfilled') return { id, stored: false, error: messageOf(outcome?.reason) };
  const [place] = outcome.value;
  if (!place?.baseOffset) return { id, stored: false, error: 'The broker did not say where it stands.' };
  return { id, stored: true, partition: place.partition, offset: place.baseOffset };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
