import { readFileSync } from 'node:fs';
import { Kafka, logLevel, type KafkaConfig, type SASLOptions } from 'kafkajs';

const env = process.env;
export const topic = env.TOPIC ?? '';
export const groupId = env.GROUP_ID ?? '';
export const records = Number(env.RECORDS ?? 0);

/** Consumers that answer quickly: kafkajs waits up to 5 s in a fetch by default, and a disconnect waits for the fetch. */
export const quick = { maxWaitTimeInMs: 250 };

export function connect(config: Partial<KafkaConfig> = {}): Kafka {
  const protocol = env.KAFKA_SECURITY_PROTOCOL ?? 'PLAINTEXT';
  return new Kafka({
    clientId: 'node-kafkajs',
    brokers: (env.KAFKA_BOOTSTRAP_SERVERS ?? '').split(','),
    logLevel: logLevel.ERROR,
    logCreator:
      () =>
      ({ namespace, log }) =>
        console.error(namespace, log.message, log.error ?? ''),
    ...(protocol.endsWith('SSL') && { ssl: tls() }),
    ...(protocol.startsWith('SASL') && { sasl: sasl() }),
    ...config,
  });
}

function tls() {
  return env.KAFKA_SSL_CA_FILE ? { ca: [readFileSync(env.KAFKA_SSL_CA_FILE, 'utf8')] } : true;
}

function sasl(): SASLOptions {
  const mechanism = (env.KAFKA_SASL_MECHANISM ?? 'PLAIN').toLowerCase();
  if (mechanism === 'oauthbearer') {
    return { mechanism, oauthBearerProvider: async () => ({ value: env.KAFKA_OAUTH_TOKEN ?? '' }) };
  }
  const username = env.KAFKA_SASL_USERNAME ?? '';
  const password = env.KAFKA_SASL_PASSWORD ?? '';
  return { mechanism, username, password } as SASLOptions;
}

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
