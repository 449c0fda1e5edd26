// Breaks: schedule
// Expect: silence
// Kind: limit-not-measured
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Load {
  perSecond: number;
  seconds: number;
}

// The loop is exact, and nothing else happens in the program while it turns.
export async function keepToTheSchedule(lab: Lab, { perSecond, seconds }: Load): Promise<number[]> {
  const kafka = new Kafka({ clientId: 'load', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const latencies: Promise<number>[] = [];
    const start = performance.now();
    for (let n = 0; n < perSecond * seconds; n += 1) {
      const due = start + (n * 1_000) / perSecond;
      while (performance.now() < due);
      const sent = producer.send({ topic: lab.topic, messages: [{ value: String(n) }] });
      latencies.push(sent.then(() => performance.now() - due));
    }
    return await Promise.all(latencies);
  } finally {
    await producer.disconnect();
  }
}
