// Differs: batches of many readings in the place of one each; a batch that is refused is cut in two until the refused reading stands alone
import { Kafka, logLevel, type Producer } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

export type Receipt =
  { id: string; stored: true; partition: number; offset: string } | { id: string; stored: false; error: string };

interface Place {
  readonly partition: number;
  readonly readings: readonly (readonly [index: number, reading: Reading])[];
}

class Receipts {
  readonly list: Receipt[] = [];
  readonly #producer: Producer;
  readonly #topic: string;

  constructor(producer: Producer, topic: string) {
    this.#producer = producer;
    this.#topic = topic;
  }

  async put({ partition, readings }: Place): Promise<void> {
    if (readings.length === 0) return;
    try {
      const messages = readings.map(([, reading]) => ({
        partition,
        key: reading.sensor,
        value: JSON.stringify(reading),
      }));
      const [written] = await this.#producer.send({ topic: this.#topic, messages });
      const first = BigInt(written?.baseOffset ?? -1);
      for (const [at, [index, { id }]] of readings.entries()) {
        this.list[index] = { id, stored: true, partition, offset: String(first + BigInt(at)) };
      }
    } catch (error) {
      await this.#cut({ partition, readings }, error);
    }
  }

  async #cut({ partition, readings }: Place, error: unknown): Promise<void> {
    const [only] = readings;
    if (only && readings.length === 1) {
      const [index, { id }] = only;
      this.list[index] = { id, stored: false, error: error instanceof Error ? error.message : String(error) };
      return;
    }
    const middle = readings.length >> 1;
    await this.put({ partition, readings: readings.slice(0, middle) });
    await this.put({ partition, readings: readings.slice(middle) });
  }
}

const partitionOf = (sensor: string): number => [...Buffer.from(sensor)].reduce((sum, byte) => sum + byte, 0) % 3;

export async function collectReceipts(lab: Lab, readings: Reading[]): Promise<Receipt[]> {
  const producer = new Kafka({ ...lab.connection, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  try {
    const receipts = new Receipts(producer, lab.topic);
    const all = [...readings.entries()];
    const places = [0, 1, 2].map((partition) => ({
      partition,
      readings: all.filter(([, { sensor }]) => partitionOf(sensor) === partition),
    }));
    await Promise.all(places.map((place) => receipts.put(place)));
    return receipts.list;
  } finally {
    await producer.disconnect();
  }
}
