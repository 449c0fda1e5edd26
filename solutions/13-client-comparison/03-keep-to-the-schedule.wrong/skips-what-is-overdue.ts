// Breaks: unmoved (not reached: latency, because the latencies of the others stand in their places)
// Expect: left-out
// Kind: sentence-overlooked
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Load {
  perSecond: number;
  seconds: number;
}

// Who comes late goes on with the record that is due now.
export async function keepToTheSchedule(lab: Lab, { perSecond, seconds }: Load): Promise<number[]> {
  const kafka = new Kafka({ clientId: 'load', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const latencies: Promise<number>[] = [];
    const count = perSecond * seconds;
    const start = performance.now();
    const dueAt = (n: number) => start + (n * 1_000) / perSecond;
    for (let n = 0; n < count; n = Math.max(n + 1, Math.floor(((performance.now() - start) * perSecond) / 1_000))) {
      await until(dueAt(n));
      const sent = producer.send({ topic: lab.topic, messages: [{ value: String(n) }] });
      latencies.push(sent.then(() => performance.now() - dueAt(n)));
    }
    return await Promise.all(latencies);
  } finally {
    await producer.disconnect();
  }
}

async function until(due: number): Promise<void> {
  for (let left = due - performance.now(); left > 0; left = due - performance.now()) await wait(left);
}
