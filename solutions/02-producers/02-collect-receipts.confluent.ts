import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

export type Receipt =
  { id: string; stored: true; partition: number; offset: string } | { id: string; stored: false; error: string };

// Why this way
// - One send for each reading, so each has an outcome of its own. That costs no requests here: the client
//   gathers what is sent within 5 ms (`linger.ms`) into batches by itself.
// - The picture never leaves the process: this client refuses a message above its own `message.max.bytes`
//   (1,000,000) at once, with "Broker: Message size too large". kafkajs sends it and lets the broker refuse.
// - `Promise.allSettled` waits for all, also where one of them has failed.

/** Writes all readings to `lab.topic`. Returns one receipt for each, in the order of `readings`. */
export async function collectReceipts(lab: Lab, readings: Reading[]): Promise<Receipt[]> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'sensors', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer();
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
