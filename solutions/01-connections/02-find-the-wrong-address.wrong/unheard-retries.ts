// Breaks: ends-well (not reached: advertised, because six tries may take longer than anybody waits here)
// Expect: too-late
// Kind: unheard-setting
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Diagnosis =
  { connected: true } | { connected: false; address: string; namedBy: 'configuration' | 'broker' };

// The retries are limited where kafkajs does not look: the setting belongs into `retry`.
export async function findTheWrongAddress(connection: LabConnection): Promise<Diagnosis> {
  const limits = { retries: 2, initialRetryTime: 100 };
  const admin = new Kafka({ ...connection, ...limits, logLevel: logLevel.NOTHING }).admin();
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
