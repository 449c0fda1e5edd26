// Breaks: unmoved (not reached: latency, because it knows no time at which a record was due)
// Expect: from-the-one-before
// Kind: data-never-tried
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Load {
  perSecond: number;
  seconds: number;
}

// A timer rings late, and every delay is added to the next one.
export async function keepToTheSchedule(lab: Lab, { perSecond, seconds }: Load): Promise<number[]> {
  const kafka = new Kafka({ clientId: 'load', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const latencies: Promise<number>[] = [];
    for (let n = 0; n < perSecond * seconds; n += 1) {
      const began = performance.now();
      const sent = producer.send({ topic: lab.topic, messages: [{ value: String(n) }] });
      latencies.push(sent.then(() => performance.now() - began));
      await wait(1_000 / perSecond);
    }
    return await Promise.all(latencies);
  } finally {
    await producer.disconnect();
  }
}
