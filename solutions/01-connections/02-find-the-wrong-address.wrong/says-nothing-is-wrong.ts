// Breaks: configuration (not reached: advertised, because every failure is swallowed)
// Expect: in-the-error
// Kind: failure-swallowed
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Diagnosis =
  { connected: true } | { connected: false; address: string; namedBy: 'configuration' | 'broker' };

// A catch that is there to keep the program alive.
export async function findTheWrongAddress(connection: LabConnection): Promise<Diagnosis> {
  const admin = new Kafka({
    ...connection,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  }).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
    return { connected: true };
  } catch {
    return { connected: true };
  } finally {
    await admin.disconnect();
  }
}
