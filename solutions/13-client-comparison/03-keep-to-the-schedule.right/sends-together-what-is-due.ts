// Differs: what is due at the same look at the clock goes in one request, LZ4 packed, by Confluent's client.
import { setTimeout as wait } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Load {
  perSecond: number;
  seconds: number;
}

// A look every millisecond. What came due since the last one is one array.
export async function keepToTheSchedule(lab: Lab, { perSecond, seconds }: Load): Promise<number[]> {
  const kafkaJS = { ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING };
  const producer = new KafkaJS.Kafka({ kafkaJS }).producer({
    kafkaJS: { compression: KafkaJS.CompressionTypes.LZ4 },
    'linger.ms': 1,
  });
  await producer.connect();
  const total = perSecond * seconds;
  const begin = performance.now();
  const dueAt = (n: number): number => begin + (n / perSecond) * 1_000;
  const sends: Promise<number[]>[] = [];
  try {
    for (let from = 0; from < total;) {
      const now = performance.now();
      const due = Array.from({ length: total - from }, (_, n) => from + n).filter((n) => dueAt(n) <= now);
      if (due.length === 0) {
        await wait(1);
        continue;
      }
      sends.push(sendAll(producer, lab.topic, due, dueAt));
      from += due.length;
    }
    return (await Promise.all(sends)).flat();
  } finally {
    await producer.disconnect();
  }
}

async function sendAll(
  producer: KafkaJS.Producer,
  topic: string,
  numbers: readonly number[],
  dueAt: (n: number) => number,
): Promise<number[]> {
  await producer.send({ topic, messages: numbers.map((n) => ({ value: String(n) })) });
  const now = performance.now();
  return numbers.map((n) => now - dueAt(n));
}
