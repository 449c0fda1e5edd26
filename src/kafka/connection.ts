// How a client reaches a cluster: the one type that broker sources, suites, notebooks and clients share.

/**
 * In the words both Node clients use, so that `new Kafka({ ...connection })` and
 * `new Kafka({ kafkaJS: { ...connection } })` connect.
 * A private CA is not in here: it reaches both clients by the environment of the process.
 */
export interface Connection {
  brokers: string[];
  ssl?: true;
  sasl?: Sasl;
}

// A union, because kafkajs' own type is one: an object with a union of mechanisms does not fit it.
type Sasl =
  | { mechanism: 'plain'; username: string; password: string }
  | { mechanism: 'scram-sha-256'; username: string; password: string }
  | { mechanism: 'scram-sha-512'; username: string; password: string };

/**
 * The same connection, whose `sasl` is another object each time it is read. kafkajs writes a function into the one it is
 * given, and what holds a function can be sent to no other process.
 */
export function withFreshSasl({ sasl, ...rest }: Connection): Connection {
  if (sasl === undefined) return rest;
  return Object.defineProperty<Connection>(rest, 'sasl', { enumerable: true, get: () => ({ ...sasl }) });
}

/** Where one broker listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port` and `[IPv6]:port`. */
export function parseAddress(text: string): Address {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port: Number(text.slice(colon + 1)) };
}

/** Writes what `parseAddress` reads. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
