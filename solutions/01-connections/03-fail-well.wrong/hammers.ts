// Breaks: not-allowed (not reached: ends-well, because so many logins can take more than the time)
// Expect: tried-over-and-over
// Kind: limit-not-measured
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Reason = 'nobody-listens' | 'unknown-name' | 'no-answer' | 'not-allowed';
export type Verdict = { ok: true } | { ok: false; reason: Reason; tryAgain: boolean };

// Retries whatever was refused, a wrong password like a broker that restarts: hundreds of logins a minute.
export async function failWell(connection: LabConnection, withinMs: number): Promise<Verdict> {
  for (let attempt = 1; ; attempt += 1) {
    const verdict = await tryOnce(connection, withinMs / 4);
    if (verdict.ok || attempt === 12) return verdict;
    await wait(30);
  }
}

async function tryOnce(connection: LabConnection, timeout: number): Promise<Verdict> {
  const limits = { connectionTimeout: timeout, requestTimeout: timeout, retry: { retries: 0 } };
  const admin = new Kafka({ ...connection, ...limits, logLevel: logLevel.NOTHING }).admin();
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
