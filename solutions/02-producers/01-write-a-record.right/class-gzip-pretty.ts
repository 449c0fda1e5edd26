// Differs: one compressed batch (gzip) of a producer with a sequence of its own (idempotent), sent by sendBatch; the JSON has line breaks
import { CompressionTypes, Kafka, logLevel, type Producer } from 'kafkajs';
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

class Writer {
  readonly #lab: Lab;
  #producer: Producer | undefined;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  async #connected(): Promise<Producer> {
    const kafka = new Kafka({ ...this.#lab.connection, logLevel: logLevel.NOTHING });
    this.#producer = kafka.producer({ idempotent: true, allowAutoTopicCreation: false });
    await this.#producer.connect();
    return this.#producer;
  }

  async write({ orderId, order, happenedAt, channel, tags }: OrderChange): Promise<Place> {
    const producer = await this.#connected();
    const message = {
      key: Buffer.from(orderId),
      value: order && Buffer.from(JSON.stringify(order, undefined, 2)),
      timestamp: `${happenedAt.getTime()}`,
      headers: { tag: tags.map((tag) => Buffer.from(tag)), channel: [Buffer.from(channel)] },
    };
    const [place] = await producer.sendBatch({
      compression: CompressionTypes.GZIP,
      topicMessages: [{ topic: this.#lab.topic, messages: [message] }],
    });
    return { partition: place?.partition ?? -1, offset: BigInt(place?.baseOffset ?? -1).toString() };
  }

  async end(): Promise<void> {
    await this.#producer?.disconnect();
  }
}

export async function writeARecord(lab: Lab, change: OrderChange): Promise<Place> {
  const writer = new Writer(lab);
  try {
    return await writer.write(change);
  } finally {
    await writer.end();
  }
}
