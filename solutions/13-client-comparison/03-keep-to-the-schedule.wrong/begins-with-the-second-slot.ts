// Breaks: schedule
// Expect: all-late
// Kind: wrong-value
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Load {
  perSecond: number;
  seconds: number;
}

// The first record comes when its slot is over, as a bus leaves a stop.
export async function keepToTheSchedule(lab: Lab, { perSecond, seconds }: Load): Promise<number[]> {
  const kafka = new Kafka({ clientId: 'load', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const latencies: Promise<number>[] = [];
    const start = performance.now();
    for (let n = 0; n < perSecond * seconds; n += 1) {
      const due = start + (n * 1_000) / perSecond;
      await until(due + 1_000 / perSecond);
      const sent = producer.send({ topic: lab.topic, messages: [{ value: String(n) }] });
      latencies.push(sent.then(() => performance.now() - due));
    }
    return await Promise.all(latencies);
  } finally {
    await producer.disconnect();
  }
}

async function until(due: number): Promise<void> {
  for (let left = due - performance.now(); left > 0; left = due - performance.now()) await wait(left);
}
