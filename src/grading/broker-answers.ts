import { connect } from 'node:net';
import type { Connection } from '../kafka/connection.ts';

/** Whether any of the brokers takes a connection within two seconds. */
export async function brokerAnswers({ brokers }: Connection): Promise<boolean> {
  const answers = await Promise.all(brokers.map(takesConnection));
  return answers.includes(true);
}

/**
 * Asks every two seconds, until disposed, and calls `onLost` when nobody answers any more. Without it, every test of the
 * run would wait for its own deadline.
 */
export function watchBroker(connection: Connection, onLost: () => void): Disposable {
  const ask = async (): Promise<void> => {
    if (!(await brokerAnswers(connection))) onLost();
  };
  const timer = setInterval(() => void ask(), 2_000);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

function takesConnection(address: string): Promise<boolean> {
  const at = address.lastIndexOf(':');
  const host = address.slice(0, at).replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(address.slice(at + 1)), timeout: 2_000 });
    const answer = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });
}
