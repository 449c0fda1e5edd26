// Breaks: value
// Expect: tombstone-has-none
// Kind: no-key-or-value
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Order {
  item: string;
  quantity: number;
}

export interface OrderChange {
  orderId: string;
  /** The order as it is now; null when it was cancelled. */
  order: Order | null;
  /** When it happened, which may be a while ago. */
  happenedAt: Date;
  /** Where the change came from: `web`, `phone`. */
  channel: string;
  /** Any number of words, also none. */
  tags: string[];
}

/** Where the broker put a record. */
export interface Place {
  partition: number;
  offset: string;
}

// JSON.stringify(null) is the text "null": a value like any other.
export async function writeARecord(lab: Lab, change: OrderChange): Promise<Place> {
  const kafka = new Kafka({ clientId: 'orders', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const [written] = await producer.send({
      topic: lab.topic,
      messages: [
        {
          key: change.orderId,
          value: JSON.stringify(change.order),
          timestamp: String(change.happenedAt.getTime()),
          headers: { channel: change.channel, tag: change.tags },
        },
      ],
    });
    if (!written?.baseOffset) throw new Error('The broker did not say where the record stands.');
    return { partition: written.partition, offset: written.baseOffset };
  } finally {
    await producer.disconnect();
  }
}
