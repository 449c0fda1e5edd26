import { setTimeout as wait } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Load {
  perSecond: number;
  seconds: number;
}

// Why this way
// - The schedule is the same as with kafkajs: computed from the start, and no send is awaited.
// - `linger.ms` is 0: with the default every record waits 5 ms for others, and here that is in its latency.
// - Records that are due while the broker is silent wait in the client or at its door. Their time runs in both places.

/**
 * Sends `perSecond * seconds` records to `lab.topic` by a schedule that nothing moves.
 * Returns the latency of each in milliseconds, from when it was due until the broker has confirmed it.
 */
export async function keepToTheSchedule(lab: Lab, { perSecond, seconds }: Load): Promise<number[]> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'load', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ 'linger.ms': 0 });
  await producer.connect();
  try {
    const latencies: Promise<number>[] = [];
    const start = performance.now();
    for (let n = 0; n < perSecond * seconds; n += 1) {
      const due = start + (n * 1_000) / perSecond;
      await until(due);
      const sent = producer.send({ topic: lab.topic, messages: [{ value: String(n) }] });
      const latency = sent.then(() => performance.now() - due);
      latency.catch(() => {}); // whoever awaits them all learns of it
      latencies.push(latency);
    }
    return await Promise.all(latencies);
  } finally {
    await producer.disconnect();
  }
}

/** Resolves when `performance.now()` has come to this time; at once where it has passed. */
async function until(due: number): Promise<void> {
  for (let left = due - performance.now(); left > 0; left = due - performance.now()) await wait(left);
}
