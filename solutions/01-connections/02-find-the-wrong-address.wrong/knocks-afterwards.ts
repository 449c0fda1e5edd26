// Breaks: connected
// Expect: one-is-enough
// Kind: wrong-moment
import { connect } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Diagnosis =
  { connected: true } | { connected: false; address: string; namedBy: 'configuration' | 'broker' };

// Asks well, and then spoils it: each address of the list has to be alive.
export async function findTheWrongAddress(connection: LabConnection): Promise<Diagnosis> {
  const admin = new Kafka({
    ...connection,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  }).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
    for (const address of connection.brokers) {
      if (!(await opens(address))) return { connected: false, address, namedBy: 'configuration' };
    }
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

async function opens(address: string): Promise<boolean> {
  const [host = '', port = ''] = address.split(':');
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(Number(port), host);
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  const open = await promise;
  socket.destroy();
  return open;
}
