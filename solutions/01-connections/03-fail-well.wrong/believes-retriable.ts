// Breaks: unknown-name (not reached: not-allowed, because kafkajs calls a refused login retriable as well)
// Expect: tomorrow
// Kind: looked-up-elsewhere
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Reason = 'nobody-listens' | 'unknown-name' | 'no-answer' | 'not-allowed';
export type Verdict = { ok: true } | { ok: false; reason: Reason; tryAgain: boolean };

// What kafkajs calls retriable is worth a retry of its own; whether the failure can pass is another question.
export async function failWell(connection: LabConnection, withinMs: number): Promise<Verdict> {
  const kafka = new Kafka({
    ...connection,
    connectionTimeout: withinMs / 4,
    requestTimeout: withinMs / 4,
    retry: { retries: 2, initialRetryTime: withinMs / 20 },
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.describeCluster();
    return { ok: true };
  } catch (error) {
    const verdict = verdictOn(error);
    const failure = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const tryAgain = failure instanceof Error && Reflect.get(failure, 'retriable') !== false;
    return verdict.ok ? verdict : { ...verdict, tryAgain };
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
