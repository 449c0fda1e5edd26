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

// Why this way
// - `send` resolves once the broker has confirmed the record, to one entry for each partition that was
//   written to. One record goes to one partition, so there is one entry, and its `baseOffset` (the offset
//   of the first record that this send wrote there) is the offset of our record.
// - `null` stays `null`. `JSON.stringify(null)` would be a value of four letters: a topic that is compacted
//   would keep the cancelled order for ever, and every reader would have to know that this text means "gone".
// - The timestamp is when it happened. Without one the client takes the time of sending, which is the same
//   on a quiet day, and an hour late after an hour without a broker.
// - A list as a header's value becomes a header for each entry. Joined with commas the tags would be one
//   header, and a tag with a comma in it would be two.

/** Writes the change to `lab.topic` as one record, and says where it stands. */
export async function writeARecord(lab: Lab, change: OrderChange): Promise<Place> {
  const kafka = new Kafka({ clientId: 'orders', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    // #region send
    const [written] = await producer.send({
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
    // #endregion
    if (!written?.baseOffset) throw new Error('The broker did not say where the record stands.');
    return { partition: written.partition, offset: written.baseOffset };
  } finally {
    await producer.disconnect();
  }
}
