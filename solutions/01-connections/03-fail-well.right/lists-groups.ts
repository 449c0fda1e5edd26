// Differs: asks for groups (ListGroups) with an admin client that nobody has connected before
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Reason = 'nobody-listens' | 'unknown-name' | 'no-answer' | 'not-allowed';
export type Verdict = { ok: true } | { ok: false; reason: Reason; tryAgain: boolean };

// kafkajs connects with the first request.
export async function failWell(connection: LabConnection, withinMs: number): Promise<Verdict> {
  const part = withinMs / 5;
  const limits = { connectionTimeout: part, requestTimeout: part, retry: { retries: 2, initialRetryTime: part / 5 } };
  const admin = new Kafka({ ...connection, ...limits, logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.listGroups();
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
