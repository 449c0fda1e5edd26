import { readFileSync } from 'node:fs';
import {
  Admin,
  Consumer,
  Producer,
  type BaseOptions,
  type ConsumeOptions,
  type ConsumerOptions,
  type ProducerOptions,
} from '@platformatic/kafka';

const env = process.env;
export const topic = env.TOPIC ?? '';
export const groupId = env.GROUP_ID ?? '';
export const records = Number(env.RECORDS ?? 0);

export const protocol = env.KAFKA_SECURITY_PROTOCOL ?? 'PLAINTEXT';

const connection: BaseOptions = {
  clientId: 'node-platformatic',
  bootstrapBrokers: (env.KAFKA_BOOTSTRAP_SERVERS ?? '').split(','),
  ...(protocol.endsWith('SSL') && { tls: tls() }),
  ...(protocol.startsWith('SASL') && { sasl: sasl() }),
};

function tls() {
  return env.KAFKA_SSL_CA_FILE ? { ca: [readFileSync(env.KAFKA_SSL_CA_FILE, 'utf8')] } : {};
}

function sasl(): NonNullable<BaseOptions['sasl']> {
  const mechanism = (env.KAFKA_SASL_MECHANISM ?? 'PLAIN') as 'PLAIN';
  const username = env.KAFKA_SASL_USERNAME ?? '';
  if (env.KAFKA_SASL_MECHANISM === 'OAUTHBEARER') return { mechanism, token: env.KAFKA_OAUTH_TOKEN ?? '' };
  return { mechanism, username, password: env.KAFKA_SASL_PASSWORD ?? '' };
}

export const makeAdmin = () => new Admin(connection);

/** Keys and values are buffers unless serializers are given. */
export function makeProducer<K = Buffer, V = Buffer>(options: Partial<ProducerOptions<K, V, Buffer, Buffer>> = {}) {
  return new Producer<K, V, Buffer, Buffer>({ ...connection, ...options } as ProducerOptions<K, V, Buffer, Buffer>);
}

/** A consumer that answers quickly: it waits up to 5 s in a fetch by default, and closing waits for the fetch. */
export function makeConsumer<V = Buffer>(group: string, options: object = {}) {
  return new Consumer<Buffer, V, Buffer, Buffer>({
    ...connection,
    groupId: group,
    maxWaitTime: 250,
    ...options,
  } as ConsumerOptions<Buffer, V, Buffer, Buffer>);
}

/** From where the group has committed, else from the earliest record. Commits are the reader's. */
export const fromTheStart = {
  topics: [topic],
  mode: 'committed',
  fallbackMode: 'earliest',
  autocommit: false,
} satisfies Partial<ConsumeOptions<Buffer, Buffer, Buffer, Buffer>>;

/** Resolves at SIGTERM, which the caller of the program sends when it has seen enough. */
export function untilTold(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const alive = setInterval(() => {}, 60_000);
  process.once('SIGTERM', () => {
    clearInterval(alive);
    resolve();
  });
  return promise;
}
