// Breaks: place
// Expect: in-the-receipt
// Kind: other-topic
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

// Right for the first record of a topic with one partition.
export async function writeARecord(lab: Lab, change: OrderChange): Promise<Place> {
  const kafka = new Kafka({ clientId: 'orders', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    await producer.send({
      topic: lab.topic,
      messages: [
        {
          key: change.orderId,
          value: change.order && JSON.stringify(change.order),
          timestamp: String(change.happenedAt.getTime()),
          headers: { channel: change.channel, tag: change.tags },
        },
      ],
    });
    return { partition: 0, offset: '0' };
  } finally {
    await producer.disconnect();
  }
}
