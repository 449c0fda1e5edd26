// Breaks: place
// Expect: in-the-receipt
// Kind: looked-up-elsewhere
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

// The record is confirmed, and its place is asked for elsewhere. Meanwhile others write.
export async function writeARecord(lab: Lab, change: OrderChange): Promise<Place> {
  const kafka = new Kafka({ clientId: 'orders', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    await producer.send({
      topic: lab.topic,
      messages: [
        {
          partition: change.orderId.length % 3,
          key: change.orderId,
          value: change.order && JSON.stringify(change.order),
          timestamp: String(change.happenedAt.getTime()),
          headers: { channel: change.channel, tag: change.tags },
        },
      ],
    });
  } finally {
    await producer.disconnect();
  }
  const partition = change.orderId.length % 3;
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(lab.topic);
  await admin.disconnect();
  const end = ends.find((each) => each.partition === partition)?.high ?? '0';
  return { partition, offset: String(BigInt(end) - 1n) };
}
