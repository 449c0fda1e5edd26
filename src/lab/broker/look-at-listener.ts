// What a port asks of its clients, found out by knocking: for a sentence on what is wrong with the settings of a cluster.
import { connect } from 'node:net';
import { once } from 'node:events';
import { loginMechanisms } from '../../kafka/requests/sasl-handshake.ts';
import { Wire } from '../../kafka/wire.ts';
import type { Address } from '../../kafka/connection.ts';

/** What listens at an address: nothing, something that is not Kafka, or a listener of Kafka. */
export type Listener =
  | 'nothing'
  | 'stranger'
  | {
      readonly tls: boolean;
      /** By which one may log in; undefined where there is no login. */
      readonly mechanisms: readonly string[] | undefined;
    };

/** Knocks without TLS and with it. Resolves within eight seconds, whatever is there. */
export async function lookAtListener(address: Address): Promise<Listener> {
  if (!(await takesConnection(address))) return 'nothing';
  const [plain, tls] = await Promise.all([ask(address, 'open'), ask(address, 'openUnverified')]);
  if (plain) return { tls: false, ...plain };
  return tls ? { tls: true, ...tls } : 'stranger';
}

const knockMs = 4_000;

/** Whether anything listens there, and lets somebody in within so many milliseconds. */
export async function takesConnection({ host, port }: Address, withinMs = knockMs): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(withinMs) });
    return true;
  } catch {
    return false;
  } finally {
    socket.on('error', () => {}).destroy();
  }
}

type Answer = { readonly mechanisms: readonly string[] | undefined };

/** Undefined where the answer is not Kafka's. */
async function ask({ host, port }: Address, how: 'open' | 'openUnverified'): Promise<Answer | undefined> {
  try {
    using wire = await Wire[how](host, port, AbortSignal.timeout(knockMs));
    return { mechanisms: await wire.ask(loginMechanisms) };
  } catch {
    return undefined;
  }
}
