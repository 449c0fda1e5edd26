// Differs: Confluent's client, which asks for offsets every ten milliseconds, also while the contestant writes.
import { setTimeout as wait } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Contestant {
  readonly name: string;
  write(topic: string): Promise<number>;
}

export interface Measured {
  said: number;
  arrived: number;
  perSecond: number;
}

/** Counts what comes into a topic from now on. */
class Counter {
  arrived = 0;
  isWriting = true;
  lastCame = Date.now();
  readonly #admin: KafkaJS.Admin;
  readonly #topic: string;
  readonly #before: bigint;

  constructor(admin: KafkaJS.Admin, topic: string, before: bigint) {
    this.#admin = admin;
    this.#topic = topic;
    this.#before = before;
  }

  async look(): Promise<void> {
    const arrived = Number((await total(this.#admin, this.#topic)) - this.#before);
    if (arrived === this.arrived) return;
    this.arrived = arrived;
    this.lastCame = Date.now();
  }
}

async function total(admin: KafkaJS.Admin, topic: string): Promise<bigint> {
  const partitions = await admin.fetchTopicOffsets(topic);
  return partitions.reduce((sum, { high }) => sum + BigInt(high), 0n);
}

export async function countWhatArrived({ connection, topic }: Lab, contestant: Contestant): Promise<Measured> {
  const admin = new KafkaJS.Kafka({ kafkaJS: { ...connection, logLevel: KafkaJS.logLevel.NOTHING } }).admin();
  await admin.connect();
  try {
    const counter = new Counter(admin, topic, await total(admin, topic));
    const start = Date.now();
    const write = contestant.write(topic).finally(() => {
      counter.isWriting = false;
      counter.lastCame = Date.now();
    });
    const watch = async (): Promise<void> => {
      while (counter.isWriting || Date.now() - counter.lastCame < 2_010) {
        await counter.look();
        await wait(10);
      }
    };
    const [said] = await Promise.all([write, watch()]);
    const { arrived, lastCame } = counter;
    return { said, arrived, perSecond: (1_000 * arrived) / Math.max(1, lastCame - start) };
  } finally {
    await admin.disconnect();
  }
}
