// What all cells of a run share: one broker with every listener, a registry, and our own eyes on both.
import type { Kafka } from 'kafkajs';
import type { Connection } from '../../kafka/connection.ts';
import { kafkaClient } from '../../kafka/client.ts';
import { securedUser, startSecured, type SecuredBroker } from '../../lab/broker/secured.ts';
import { startRegistry, type Registry } from '../../lab/registry/registry.ts';
import { Observer } from '../../testkit/observer.ts';
import { evidence } from './en-evidence.ts';

export interface Stage extends AsyncDisposable {
  /** The plain listener. */
  readonly connection: Connection;
  /** Undefined where the broker is not ours: then there are no secured listeners. */
  readonly secured: SecuredBroker | undefined;
  /** A registry, or why there is none. */
  readonly registry: Registry | string;
  readonly observer: Observer;
  readonly kafka: Kafka;
}

interface StageOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
  readonly withRegistry: boolean;
}

/** Opens the stage on a broker of its own. Throws where there can be no broker; a registry that cannot be had is a reason. */
export async function openStage(options: StageOptions): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const registry = options.withRegistry
    ? startRegistry(options).catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
    : Promise.resolve(evidence.notAskedFor);
  stack.defer(async () => {
    const held = await registry;
    if (typeof held !== 'string') await held[Symbol.asyncDispose]();
  });
  const secured = stack.use(await startSecured({ signal: options.signal }));
  const stage = stack.use(await stageOn(secured.connection));
  const found = await registry;
  const held = stack.move();
  return { ...stage, secured, registry: found, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** A stage on whatever broker is there. */
export async function stageOn(connection: Connection): Promise<Stage> {
  const observer = new Observer(connection);
  await observer.connect();
  return {
    connection,
    secured: undefined,
    registry: evidence.noneHere,
    observer,
    kafka: kafkaClient(connection, { retries: 8 }),
    [Symbol.asyncDispose]: () => observer[Symbol.asyncDispose](),
  };
}

export const accesses = ['plain', 'tls', 'sasl-plain', 'scram-256', 'scram-512', 'oauthbearer'] as const;
export type Access = (typeof accesses)[number];

const mechanisms = { 'scram-256': 'SCRAM-SHA-256', 'scram-512': 'SCRAM-SHA-512', 'sasl-plain': 'PLAIN' } as const;

/** The contract's environment for one way into the broker; undefined where the stage has no such listener. */
export function accessEnv({ connection, secured }: Stage, access: Access): Record<string, string> | undefined {
  if (access === 'plain') return connectionEnv(connection);
  if (!secured) return undefined;
  const tls = { KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA_FILE: secured.caFile };
  if (access === 'tls') return { KAFKA_BOOTSTRAP_SERVERS: secured.listeners.SSL, ...tls };
  const user = {
    KAFKA_SASL_USERNAME: securedUser.username,
    KAFKA_SASL_PASSWORD: securedUser.password,
  };
  if (access === 'oauthbearer') {
    return {
      ...user,
      KAFKA_BOOTSTRAP_SERVERS: secured.listeners.OAUTH,
      KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
      KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
      KAFKA_OAUTH_TOKEN: unsecuredToken(securedUser.username),
    };
  }
  const sasl = { ...user, KAFKA_SASL_MECHANISM: mechanisms[access] };
  // One of the SCRAMs without TLS, so that both listeners are tried.
  if (access === 'scram-256')
    return {
      ...sasl,
      KAFKA_BOOTSTRAP_SERVERS: secured.listeners.SASL_PLAINTEXT,
      KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
    };
  return { ...tls, ...sasl, KAFKA_BOOTSTRAP_SERVERS: secured.listeners.SASL_SSL, KAFKA_SECURITY_PROTOCOL: 'SASL_SSL' };
}

/** The contract's environment for a connection in the words of the Node clients. */
export function connectionEnv({ brokers, ssl, sasl }: Connection): Record<string, string> {
  const protocol = `${sasl ? 'SASL_' : ''}${ssl ? 'SSL' : 'PLAINTEXT'}`;
  return {
    KAFKA_BOOTSTRAP_SERVERS: brokers.join(','),
    KAFKA_SECURITY_PROTOCOL: protocol,
    ...(sasl && {
      KAFKA_SASL_MECHANISM: sasl.mechanism.toUpperCase(),
      KAFKA_SASL_USERNAME: sasl.username,
      KAFKA_SASL_PASSWORD: sasl.password,
    }),
  };
}

// A token that nobody signed, as Kafka takes it on a listener for trials: RFC 7515, appendix A.5.
function unsecuredToken(subject: string): string {
  const now = Math.floor(Date.now() / 1000);
  return `${part({ alg: 'none' })}.${part({ sub: subject, iat: now - 60, exp: now + 6 * 3600 })}.`;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
