import { Kafka, logLevel } from 'kafkajs';
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

// Why this way
// - `connect()` is not a proof. From a server that never answers, kafkajs 2.2.4 returns from `connect()` as
//   if all were well: its second attempt finds the TCP connection of the first one open and asks no
//   further. Only a request tells.
// - kafkajs' defaults are 1 s to connect, 30 s for an answer and 5 retries, together up to half a minute
//   and more. Three attempts of a quarter of the time each, with pauses of a twentieth and a tenth, stay
//   within any time one is given.
// - No `retries: 0`: a broker that restarts refuses connections for a few seconds.
// - `error.retriable` does not answer `tryAgain`. After the last retry kafkajs wraps the failure in an
//   error that says `retriable: false`, whatever the failure was; and its cause says `true` even for a name
//   that does not exist.

/**
 * Says whether a cluster can be used, and if not, why. Never throws, and leaves no connection open.
 * @param withinMs milliseconds until the verdict must be there
 */
export async function failWell(connection: LabConnection, withinMs: number): Promise<Verdict> {
  // #region limits
  const kafka = new Kafka({
    ...connection,
    connectionTimeout: withinMs / 4, // until a connection is open
    requestTimeout: withinMs / 4, // until an answer is there
    retry: { retries: 2, initialRetryTime: withinMs / 20 },
    logLevel: logLevel.NOTHING,
  });
  // #endregion
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.describeCluster();
    return { ok: true };
  } catch (error) {
    return verdictOn(error);
  } finally {
    await admin.disconnect();
  }
}

function verdictOn(error: unknown): Verdict {
  // What failed last stands in the cause, once the retries are used up.
  const failure: unknown = error instanceof Error ? (error.cause ?? error) : error;
  if (has(failure, 'code', 'ECONNREFUSED')) return { ok: false, reason: 'nobody-listens', tryAgain: true };
  if (has(failure, 'code', 'ENOTFOUND')) return { ok: false, reason: 'unknown-name', tryAgain: false };
  const refusesLogin =
    has(failure, 'name', 'KafkaJSSASLAuthenticationError') || // the password is wrong
    has(failure, 'type', 'UNSUPPORTED_SASL_MECHANISM') || // the broker wants another way to log in
    has(failure, 'type', 'ILLEGAL_SASL_STATE'); // the broker wants no login on this port
  if (refusesLogin) return { ok: false, reason: 'not-allowed', tryAgain: false };
  return { ok: false, reason: 'no-answer', tryAgain: true };
}

const has = (failure: unknown, field: string, value: string): boolean =>
  failure instanceof Error && Reflect.get(failure, field) === value;
