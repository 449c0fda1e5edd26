// Settings are librdkafka's own, as the package advises for new programs; its `kafkaJS: {}` block is for those who come from
// kafkajs, and changes the partitioner.
import Confluent from '@confluentinc/kafka-javascript';

const env = process.env;
export const topic = env.TOPIC ?? '';
export const groupId = env.GROUP_ID ?? '';
export const records = Number(env.RECORDS ?? 0);

export type Settings = Record<string, unknown>;

/** What every client of this run has in common. */
export const connection: Settings = {
  'bootstrap.servers': env.KAFKA_BOOTSTRAP_SERVERS ?? '',
  'client.id': 'node-confluent',
  'security.protocol': (env.KAFKA_SECURITY_PROTOCOL ?? 'PLAINTEXT').toLowerCase(),
  ...(env.KAFKA_SSL_CA_FILE && { 'ssl.ca.location': env.KAFKA_SSL_CA_FILE }),
  ...(env.KAFKA_SECURITY_PROTOCOL?.startsWith('SASL') && sasl()),
};

function sasl(): Settings {
  const mechanism = env.KAFKA_SASL_MECHANISM ?? 'PLAIN';
  if (mechanism !== 'OAUTHBEARER') {
    return {
      'sasl.mechanisms': mechanism,
      'sasl.username': env.KAFKA_SASL_USERNAME ?? '',
      'sasl.password': env.KAFKA_SASL_PASSWORD ?? '',
    };
  }
  const token = { tokenValue: env.KAFKA_OAUTH_TOKEN ?? '', principal: env.KAFKA_SASL_USERNAME ?? '' };
  return {
    'sasl.mechanisms': mechanism,
    // `lifetime` is when the token ends, in milliseconds since 1970.
    oauthbearer_token_refresh_cb: async () => ({ ...token, lifetime: Date.now() + 3_600_000 }),
  };
}

const { Kafka } = Confluent.KafkaJS;

export const makeProducer = (settings: Settings = {}) => new Kafka().producer({ ...connection, ...settings });
export const makeAdmin = () => new Kafka().admin({ ...connection });

/** A consumer from the earliest record, and the moment at which it is given its first partitions (or none). */
export function makeConsumer(group: string, settings: Settings = {}) {
  const joined = Promise.withResolvers<void>();
  const consumer = new Kafka().consumer({
    ...connection,
    'group.id': group,
    'auto.offset.reset': 'earliest',
    rebalance_cb: (error: { code: number }) => {
      if (error.code === Confluent.CODES.ERRORS.ERR__ASSIGN_PARTITIONS) joined.resolve();
    },
    ...settings,
  });
  return { consumer, joined: joined.promise };
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

export const sayReady = () => void process.stdout.write('ready\n');
