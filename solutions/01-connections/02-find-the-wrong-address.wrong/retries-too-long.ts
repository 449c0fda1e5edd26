// Breaks: ends-well
// Expect: too-late
// Kind: limit-not-measured
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Diagnosis =
  { connected: true } | { connected: false; address: string; namedBy: 'configuration' | 'broker' };

// The diagnosis is right, and comes after kafkajs' default of five retries: 6 to 11 seconds, too late.
export async function findTheWrongAddress(connection: LabConnection): Promise<Diagnosis> {
  const admin = new Kafka({ ...connection, logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
    return { connected: true };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const address = cause instanceof Error && 'broker' in cause ? String(cause.broker) : '';
    const namedBy = connection.brokers.includes(address) ? 'configuration' : 'broker';
    return { connected: false, address, namedBy };
  } finally {
    await admin.disconnect();
  }
}
