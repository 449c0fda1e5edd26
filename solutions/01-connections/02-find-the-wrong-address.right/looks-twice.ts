// Differs: slow: after a failure it waits for a second, and knocks again with new connections
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Diagnosis =
  { connected: true } | { connected: false; address: string; namedBy: 'configuration' | 'broker' };

// A second opinion, before anybody is called at night.
export async function findTheWrongAddress(connection: LabConnection): Promise<Diagnosis> {
  const first = await look(connection);
  if (first.connected) return first;
  await wait(1_000);
  return look(connection);
}

async function look(connection: LabConnection): Promise<Diagnosis> {
  const retry = { retries: 2, initialRetryTime: 100 };
  const admin = new Kafka({ ...connection, retry, logLevel: logLevel.NOTHING }).admin();
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
