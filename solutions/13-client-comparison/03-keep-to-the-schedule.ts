import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Load {
  perSecond: number;
  seconds: number;
}

// Why this way
// - When a record is due is computed from the start. Nothing that happens on the way is in that sum: nothing moves it.
// - The send is started and not awaited: what is kept is a promise of its latency. While the broker is silent, the
//   records that are due go to its door all the same, as orders do.
// - The latency begins when the record was due. Begun at the send, it would leave out how late the send was, and that
//   is what a customer waits for too.
// - A timer may ring up to a millisecond early, and late by any time. So the clock is read again after it, and a record
//   that is overdue does not wait at all.

/**
 * Sends `perSecond * seconds` records to `lab.topic` by a schedule that nothing moves.
 * Returns the latency of each in milliseconds, from when it was due until the broker has confirmed it.
 */
export async function keepToTheSchedule(lab: Lab, { perSecond, seconds }: Load): Promise<number[]> {
  const kafka = new Kafka({ clientId: 'load', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    // #region schedule
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
    // #endregion
  } finally {
    await producer.disconnect();
  }
}

/** Resolves when `performance.now()` has come to this time; at once where it has passed. */
async function until(due: number): Promise<void> {
  for (let left = due - performance.now(); left > 0; left = due - performance.now()) await wait(left);
}
