// Differs: slow: up to four fifths of the time; each attempt by a client, and a connection, of its own
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Reason = 'nobody-listens' | 'unknown-name' | 'no-answer' | 'not-allowed';
export type Verdict = { ok: true } | { ok: false; reason: Reason; tryAgain: boolean };

// The retries are the program's own: so it can stop at once where a retry is of no use.
export async function failWell(connection: LabConnection, withinMs: number): Promise<Verdict> {
  const started = performance.now();
  for (;;) {
    const verdict = await attempt(connection, withinMs / 4);
    if (verdict.ok || !verdict.tryAgain) return verdict;
    await wait(withinMs / 20);
    if (performance.now() - started > withinMs * 0.55) return verdict;
  }
}

async function attempt(connection: LabConnection, timeout: number): Promise<Verdict> {
  const limits = { connectionTimeout: timeout, requestTimeout: timeout, retry: { retries: 0 } };
  const admin = new Kafka({ ...connection, ...limits, logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.connect();
    await admin.listTopics();
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
