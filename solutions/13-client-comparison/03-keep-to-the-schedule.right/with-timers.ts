// Differs: a timer for each record, all of them set at the start, a key for each, GZIP, and two producers in turn.
import { CompressionTypes, Kafka, logLevel, type Producer } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Load {
  perSecond: number;
  seconds: number;
}

/** What there is to know of one load. */
class Schedule {
  readonly #topic: string;
  readonly #producers: readonly Producer[];
  readonly #start = Date.now() + 20;

  constructor(topic: string, producers: readonly Producer[]) {
    this.#topic = topic;
    this.#producers = producers;
  }

  /** The latency of record `n`, which is due so many milliseconds after the start. */
  async latencyOf(n: number, dueAfter: number): Promise<number> {
    const due = this.#start + dueAfter;
    await new Promise((resolve) => {
      setTimeout(resolve, due - Date.now());
    });
    const messages = [{ key: `record-${n}`, value: String(n) }];
    const producer = this.#producers[n % this.#producers.length];
    await producer?.send({ topic: this.#topic, compression: CompressionTypes.GZIP, messages });
    return Date.now() - due;
  }
}

export async function keepToTheSchedule(lab: Lab, { perSecond, seconds }: Load): Promise<number[]> {
  const kafka = new Kafka({ ...lab.connection, logLevel: logLevel.NOTHING });
  const producers = [kafka.producer(), kafka.producer()];
  await Promise.all(producers.map((producer) => producer.connect()));
  try {
    const schedule = new Schedule(lab.topic, producers);
    const count = perSecond * seconds;
    return await Promise.all(Array.from({ length: count }, (_, n) => schedule.latencyOf(n, (n * 1_000) / perSecond)));
  } finally {
    await Promise.all(producers.map((producer) => producer.disconnect()));
  }
}
