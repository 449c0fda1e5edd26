// Breaks: ends-well
// Expect: not-hung-up
// Kind: failure-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Diagnosis =
  { connected: true } | { connected: false; address: string; namedBy: 'configuration' | 'broker' };

// Hangs up where all is well; where the question fails, the connection to the bootstrap address stays.
export async function findTheWrongAddress(connection: LabConnection): Promise<Diagnosis> {
  const admin = new Kafka({
    ...connection,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  }).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
    await admin.disconnect();
    return { connected: true };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const address = cause instanceof Error && 'broker' in cause ? String(cause.broker) : '';
    const namedBy = connection.brokers.includes(address) ? 'configuration' : 'broker';
    return { connected: false, address, namedBy };
  }
}
