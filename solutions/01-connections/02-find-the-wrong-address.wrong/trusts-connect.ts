// Breaks: advertised
// Expect: only-connected
// Kind: sentence-overlooked
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Diagnosis =
  { connected: true } | { connected: false; address: string; namedBy: 'configuration' | 'broker' };

// Works on a laptop, where the broker advertises what one typed. connect() never asks more than the bootstrap address.
export async function findTheWrongAddress(connection: LabConnection): Promise<Diagnosis> {
  const admin = new Kafka({
    ...connection,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  }).admin();
  try {
    await admin.connect();
    return { connected: true };
  } catch {
    return { connected: false, address: connection.brokers[0] ?? '', namedBy: 'configuration' };
  } finally {
    await admin.disconnect();
  }
}
