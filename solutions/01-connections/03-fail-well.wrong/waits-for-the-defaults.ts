// Breaks: ends-well (not reached: no-answer, unknown-name, nobody-listens, because kafkajs' own retries take about as long as the suite waits)
// Expect: late
// Kind: limit-not-measured
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Reason = 'nobody-listens' | 'unknown-name' | 'no-answer' | 'not-allowed';
export type Verdict = { ok: true } | { ok: false; reason: Reason; tryAgain: boolean };

// The verdicts are right, after kafkajs' defaults: five retries, 30 s for an answer.
export async function failWell(connection: LabConnection, withinMs: number): Promise<Verdict> {
  const admin = new Kafka({ ...connection, logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
    return { ok: true };
  } catch (error) {
    return withinMs > 0 ? verdictOn(error) : { ok: true };
  } finally {
    await admin.disconnect();
  }
}

function verdictOn(error: unknown): Verdict {
  const failure = error instanceof Error ? (error.cause ?? error) : error;
  const text = failure instanceof Error ? `${failure.name} ${failure.message}` : '';
  if (text.includes('ECONNREFUSED')) return { ok: false, reason: 'nobody-listens', tryAgain: true };
  if (text.includes('ENOTFOUND')) return { ok: false, reason: 'unknown-name', tryAgain: false };
  if (text.includes('SASL')) return { ok: false, reason: 'not-allowed', tryAgain: false };
  return { ok: false, reason: 'no-answer', tryAgain: true };
}
