// Breaks: nobody-listens (not reached: unknown-name, not-allowed, because all failures are one)
// Expect: behind-the-error
// Kind: failure-swallowed
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Reason = 'nobody-listens' | 'unknown-name' | 'no-answer' | 'not-allowed';
export type Verdict = { ok: true } | { ok: false; reason: Reason; tryAgain: boolean };

// Catching everything alike: nobody learns what to do about it.
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
  } catch {
    return { ok: false, reason: 'no-answer', tryAgain: true };
  } finally {
    await admin.disconnect();
  }
}
