import type { LabConnection } from '#testkit';

/** Why a cluster cannot be used. */
export type Reason =
  /** Nobody listens at the address: the connection was refused. */
  | 'nobody-listens'
  /** The name in the address does not resolve. */
  | 'unknown-name'
  /** Somebody accepted the connection, or nobody refused it, and then nothing came. */
  | 'no-answer'
  /** The broker does not accept the way in which the client wants to log in. */
  | 'not-allowed';

/** `tryAgain`: may the failure pass without anybody changing the configuration? */
export type Verdict = { ok: true } | { ok: false; reason: Reason; tryAgain: boolean };

/**
 * Says whether a cluster can be used, and if not, why.
 * @param withinMs time for the verdict, in milliseconds
 */
export async function failWell(connection: LabConnection, withinMs: number): Promise<Verdict> {
  // TODO: ask the cluster for something, within the time and with a limited number of retries. Tell the failures apart.
  throw new Error(`Nobody knows what will happen at ${connection.brokers.join(', ')} in ${withinMs} ms.`);
}
