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

/** Writes the change to `lab.topic` as one record, and says where it stands. */
export async function writeARecord(lab: Lab, change: OrderChange): Promise<Place> {
  const kafka = new Kafka({ clientId: 'orders', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    // TODO: send one record with key, value, timestamp and headers, and return where the broker put it.
    throw new Error(`Nobody has written the order ${change.orderId} yet.`);
  } finally {
    await producer.disconnect();
  }
}
