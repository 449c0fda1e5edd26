// Breaks: connected (not reached: advertised, because what is advertised is never asked for)
// Expect: one-is-enough
// Kind: sentence-overlooked
import { connect } from 'node:net';
import type { LabConnection } from '#testkit';

export type Diagnosis =
  { connected: true } | { connected: false; address: string; namedBy: 'configuration' | 'broker' };

// Knocks at every address of the configuration itself: finds dead ones that do no harm, and no advertised one.
export async function findTheWrongAddress(connection: LabConnection): Promise<Diagnosis> {
  for (const address of connection.brokers) {
    if (!(await opens(address))) return { connected: false, address, namedBy: 'configuration' };
  }
  return { connected: true };
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
