// Breaks: unmoved (not reached: latency, because its times begin with the send)
// Expect: waits-for-the-answer
// Kind: limit-not-measured
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Load {
  perSecond: number;
  seconds: number;
}

// Coordinated omission. As long as every answer comes within 10 ms it looks the same.
export async function keepToTheSchedule(lab: Lab, { perSecond, seconds }: Load): Promise<number[]> {
  const kafka = new Kafka({ clientId: 'load', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const latencies: number[] = [];
    const start = performance.now();
    for (let n = 0; n < perSecond * seconds; n += 1) {
      await until(start + (n * 1_000) / perSecond);
      const began = performance.now();
      await producer.send({ topic: lab.topic, messages: [{ value: String(n) }] });
      latencies.push(performance.now() - began);
    }
    return latencies;
  } finally {
    await producer.disconnect();
  }
}

async function until(due: number): Promise<void> {
  for (let left = due - performance.now(); left > 0; left = due - performance.now()) await wait(left);
}
