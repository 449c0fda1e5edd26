// Breaks: advertised
// Expect: not-this-address
// Kind: data-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Diagnosis =
  { connected: true } | { connected: false; address: string; namedBy: 'configuration' | 'broker' };

// "The client talks to the address that I gave it, so that one must be wrong."
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
    return { connected: false, address: connection.brokers[0] ?? '', namedBy: 'configuration' };
  } finally {
    await admin.disconnect();
  }
}
