// Settings are librdkafka's own. The client calls back; what is awaited here is made of its callbacks and events.
import Kafka, { type DeliveryReport, type Message, type MessageHeader } from 'node-rdkafka';

const env = process.env;
export const topic = env.TOPIC ?? '';
export const groupId = env.GROUP_ID ?? '';
export const records = Number(env.RECORDS ?? 0);

export type Settings = Record<string, unknown>;

const mechanism = env.KAFKA_SASL_MECHANISM ?? 'PLAIN';
const secured = env.KAFKA_SECURITY_PROTOCOL?.startsWith('SASL') ?? false;
/** Tokens are not a setting but handed over, before the client connects. */
export const token = secured && mechanism === 'OAUTHBEARER' ? env.KAFKA_OAUTH_TOKEN : undefined;

/** What every client of this run has in common. */
export const connection: Settings = {
  'bootstrap.servers': env.KAFKA_BOOTSTRAP_SERVERS ?? '',
  'client.id': 'node-rdkafka',
  'security.protocol': (env.KAFKA_SECURITY_PROTOCOL ?? 'PLAINTEXT').toLowerCase(),
  ...(env.KAFKA_SSL_CA_FILE && { 'ssl.ca.location': env.KAFKA_SSL_CA_FILE }),
  ...(secured && { 'sasl.mechanisms': mechanism }),
  ...(secured &&
    !token && { 'sasl.username': env.KAFKA_SASL_USERNAME ?? '', 'sasl.password': env.KAFKA_SASL_PASSWORD ?? '' }),
};

/** A promise of what the client calls back with. */
export function called<T = void>(work: (done: (error: unknown, value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => work((error, value) => (error ? reject(error as Error) : resolve(value))));
}

type Client = Kafka.Client<'event.error' | 'disconnected'>;

async function open<C>(opened: C): Promise<C> {
  const client = opened as Client;
  if (token) (client as unknown as { setOauthBearerToken(token: string): void }).setOauthBearerToken(token);
  client.on('event.error', (error) => console.error(error.message));
  await called<unknown>((done) => client.connect({ timeout: 20_000 }, done));
  return opened;
}

export const close = (client: unknown) => called<unknown>((done) => (client as Client).disconnect(done));

/**
 * A connected producer that reports each delivery. Settings of topics, such as acks and the partitioner, go into an object of
 * their own: among the others they are taken without a word, and have no effect.
 */
export async function makeProducer(settings: Settings = {}, topicSettings: Settings = {}): Promise<Kafka.Producer> {
  const producer = new Kafka.Producer({ ...connection, dr_cb: true, ...settings }, { acks: -1, ...topicSettings });
  await open(producer);
  // Reports are handed over when the client is polled.
  producer.setPollInterval(5);
  return producer;
}

/** A connected consumer that begins at the earliest record, and the moment at which it is given its first partitions. */
export async function makeConsumer(group: string, settings: Settings = {}) {
  const consumer = new Kafka.KafkaConsumer(
    { ...connection, 'group.id': group, rebalance_cb: true, ...settings },
    { 'auto.offset.reset': 'earliest' },
  );
  const joined = new Promise<void>((resolve) =>
    consumer.on('rebalance', (error) => {
      if (error.code === Kafka.CODES.ERRORS.ERR__ASSIGN_PARTITIONS) resolve();
    }),
  );
  // How long a read waits for its first record; the loop of a program stands still meanwhile no longer than that.
  consumer.setDefaultConsumeTimeout(50);
  return { consumer: await open(consumer), joined };
}

/** Up to `most` records of the group's partitions; none where none came in time. */
export const turn = (consumer: Kafka.KafkaConsumer, most = 100) =>
  called<Message[]>((done) => consumer.consume(most, done));

/** One record after the other, for as long as the caller goes on. */
export async function* recordsOf(consumer: Kafka.KafkaConsumer): AsyncGenerator<Message> {
  while (consumer.isConnected()) yield* await turn(consumer);
}

export interface Outgoing {
  key?: Buffer | string | null;
  value: Buffer | null;
  partition?: number;
  headers?: MessageHeader[];
}

/** Hands over all without waiting in between, and resolves with the delivery reports, in the order of the messages. */
export async function deliver(producer: Kafka.Producer, messages: Outgoing[]): Promise<DeliveryReport[]> {
  const reports: DeliveryReport[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let count = 0;
  const onReport = (error: unknown, report: DeliveryReport) => {
    if (error) return reject(error as Error);
    reports[report.opaque] = report;
    if (++count === messages.length) resolve();
  };
  producer.on('delivery-report', onReport);
  try {
    for (const [at, { key = null, value, partition = null, headers }] of messages.entries()) {
      producer.produce(topic, partition, value, key, null, at, headers);
    }
    await promise;
    return reports;
  } finally {
    producer.removeListener('delivery-report', onReport);
  }
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
