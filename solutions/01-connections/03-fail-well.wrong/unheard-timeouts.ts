// Breaks: ends-well (not reached: no-answer, unknown-name, nobody-listens, because kafkajs' own retries take about as long as the suite waits)
// Expect: late
// Kind: unheard-setting
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Reason = 'nobody-listens' | 'unknown-name' | 'no-answer' | 'not-allowed';
export type Verdict = { ok: true } | { ok: false; reason: Reason; tryAgain: boolean };

// An admin client of kafkajs hears `retry` and nothing else: the two timeouts belong into `new Kafka(…)`.
export async function failWell(connection: LabConnection, withinMs: number): Promise<Verdict> {
  const part = withinMs / 4;
  const limits = { connectionTimeout: part, requestTimeout: part, retry: { retries: 2, initialRetryTime: part / 5 } };
  const admin = new Kafka({ ...connection, logLevel: logLevel.NOTHING }).admin(limits);
  try {
    await admin.connect();
    await admin.describeCluster();
    return { ok: true };
  } catch (error) {
    return verdictOn(error);
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
