// Breaks: ends-well
// Expect: not-hung-up
// Kind: silence-taken-for-done
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Reason = 'nobody-listens' | 'unknown-name' | 'no-answer' | 'not-allowed';
export type Verdict = { ok: true } | { ok: false; reason: Reason; tryAgain: boolean };

// The race is over in time; the client that lost it keeps its connection, and waits on.
export async function failWell(connection: LabConnection, withinMs: number): Promise<Verdict> {
  const retry = { retries: 2, initialRetryTime: withinMs / 20 };
  const admin = new Kafka({ ...connection, retry, logLevel: logLevel.NOTHING }).admin();
  const work = ask(admin);
  const late = wait(withinMs * 0.7).then((): Verdict => ({ ok: false, reason: 'no-answer', tryAgain: true }));
  try {
    return await Promise.race([work, late]);
  } finally {
    void admin.disconnect();
  }
}

async function ask(admin: Admin): Promise<Verdict> {
  try {
    await admin.connect();
    await admin.describeCluster();
    return { ok: true };
  } catch (error) {
    return verdictOn(error);
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
