// Breaks: configuration
// Expect: in-the-error
// Kind: looked-up-elsewhere
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Diagnosis =
  { connected: true } | { connected: false; address: string; namedBy: 'configuration' | 'broker' };

// "A client goes where the broker sends it": nobody looks whether the address was configured.
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
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const address = cause instanceof Error && 'broker' in cause ? String(cause.broker) : '';
    return { connected: false, address, namedBy: 'broker' };
  } finally {
    await admin.disconnect();
  }
}
