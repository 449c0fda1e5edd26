// Abandoned since 2019, and written like its neighbours all the same: what it says of today's broker is the lesson. Its
// newest versions of Produce (2), Fetch (2) and ListOffsets (0) are older than the oldest that Kafka 4 takes (KIP-896).
import { readFileSync } from 'node:fs';
import kafka, { type KafkaClientOptions, type Message } from 'kafka-node';

const env = process.env;
export const topic = env.TOPIC ?? '';
export const groupId = env.GROUP_ID ?? '';
export const records = Number(env.RECORDS ?? 0);

const protocol = env.KAFKA_SECURITY_PROTOCOL ?? 'PLAINTEXT';

const connection: KafkaClientOptions = {
  kafkaHost: env.KAFKA_BOOTSTRAP_SERVERS ?? '',
  clientId: 'node-kafka-node',
  connectTimeout: 5000,
  requestTimeout: 5000,
  ...(protocol.endsWith('SSL') && { sslOptions: tls() }),
  ...(protocol.startsWith('SASL') && {
    sasl: {
      mechanism: env.KAFKA_SASL_MECHANISM ?? 'PLAIN',
      username: env.KAFKA_SASL_USERNAME ?? '',
      password: env.KAFKA_SASL_PASSWORD ?? '',
    },
  }),
};

function tls() {
  return env.KAFKA_SSL_CA_FILE ? { ca: [readFileSync(env.KAFKA_SSL_CA_FILE, 'utf8')] } : {};
}

/** A promise of what the client calls back with. */
export function called<T = void>(work: (done: (error: unknown, value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    work((error, value) =>
      error ? reject(error instanceof Error ? error : new Error(String(error))) : resolve(value),
    ),
  );
}

/** What an emitter says first: that it is ready, or an error. */
function ready(emitter: { once(event: string, listener: (error: Error) => void): unknown }, event = 'ready') {
  return new Promise<void>((resolve, reject) => {
    emitter.once(event, () => resolve());
    emitter.once('error', reject);
  });
}

export async function makeClient(): Promise<kafka.KafkaClient> {
  const client = new kafka.KafkaClient(connection);
  await ready(client);
  client.on('error', (error: Error) => console.error(String(error)));
  return client;
}

export interface Outgoing {
  key?: Buffer | string | null;
  value: Buffer | string | null;
  partition?: number;
}

/** A function that sends records and one that closes. `compression`: 0 none, 1 gzip, 2 snappy; there are no others. */
export async function makeProducer(requireAcks = -1, compression = 0) {
  const client = await makeClient();
  // 3 is the keyed partitioner: the hash of the key, which is not Java's.
  const producer = new kafka.Producer(client, { requireAcks, ackTimeoutMs: 5000, partitionerType: 3 });
  producer.on('error', (error: Error) => console.error(String(error)));
  const send = (outgoing: Outgoing[]) =>
    called<Record<string, Record<string, number>>>((done) => producer.send(outgoing.map(payload), done));
  const payload = ({ key, value, partition }: Outgoing) => ({
    topic,
    messages: [new kafka.KeyedMessage(key as string, value as string)],
    attributes: compression,
    ...(key != null && { key: String(key) }),
    ...(partition !== undefined && { partition }),
  });
  return { send, close: () => called((done) => client.close(() => done(null))) };
}

/** A member of a group from the earliest record; `handle` is called with each record. */
export function makeGroup(group: string, handle: (message: Message) => void) {
  const consumer = new kafka.ConsumerGroup(
    {
      ...connection,
      groupId: group,
      fromOffset: 'earliest',
      autoCommit: false,
      encoding: 'buffer',
      keyEncoding: 'buffer',
      retries: 2,
    } as kafka.ConsumerGroupOptions,
    topic,
  );
  const failed = new Promise<never>((_, reject) => consumer.on('error', reject));
  failed.catch(() => {});
  consumer.on('message', handle);
  const joined = new Promise<void>((resolve) => consumer.on('rebalanced' as 'connect', resolve));
  return {
    failed,
    joined,
    commit: () => called<unknown>((done) => consumer.commit(true, done)),
    close: () => called<unknown>((done) => consumer.close(true, done as never)),
  };
}

/** A reader of one partition without a group. */
export async function makeReader(handle: (message: Message) => void) {
  const client = await makeClient();
  const options = { fromOffset: true, autoCommit: false, encoding: 'buffer', keyEncoding: 'buffer' } as const;
  const consumer = new kafka.Consumer(client, [{ topic, partition: 0, offset: 0 }], options);
  const failed = new Promise<never>((_, reject) => consumer.on('error', reject));
  failed.catch(() => {});
  consumer.on('message', handle);
  return { client, failed, close: () => called<unknown>((done) => consumer.close(false, done as never)) };
}
