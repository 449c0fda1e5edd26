// The Node clients behind one face: what the tap must show is the same for each of them.
import confluent from '@confluentinc/kafka-javascript';
import { Kafka, logLevel } from 'kafkajs';
import { once } from 'node:events';
import type { Connection } from '../../kafka/connection.ts';

/** Runs once everything is sent or read, while the client is still connected. */
type WhileConnected = () => Promise<unknown>;

interface Reading {
  readonly topic: string;
  readonly groupId: string;
  readonly count: number;
}

export interface Talker {
  readonly name: string;
  send(connection: Connection, topic: string, values: readonly Buffer[], then: WhileConnected): Promise<void>;
  read(connection: Connection, reading: Reading, then: WhileConnected): Promise<Buffer[]>;
}

/** Gives `collect` to a consumer, and waits until it was called `count` times. */
async function collected(
  count: number,
  start: (collect: (value: Buffer | null) => void) => unknown,
): Promise<Buffer[]> {
  const values: Buffer[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  await start((value) => {
    values.push(value ?? Buffer.alloc(0));
    if (values.length === count) resolve();
  });
  await promise;
  return values;
}

const kafkajs: Talker = {
  name: 'kafkajs',
  async send(connection, topic, values, then) {
    const producer = new Kafka({ ...connection, clientId: 'talker', logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    await producer.send({ topic, messages: values.map((value) => ({ value })) });
    await then();
    await producer.disconnect();
  },
  async read(connection, { topic, groupId, count }, then) {
    const kafka = new Kafka({ ...connection, clientId: 'talker', logLevel: logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const values = await collected(count, (collect) =>
      consumer.run({ eachMessage: ({ message }) => Promise.resolve(collect(message.value)) }),
    );
    await then();
    await consumer.disconnect();
    return values;
  },
};

const { Kafka: ConfluentKafka, logLevel: confluentLevel } = confluent.KafkaJS;

/** Confluent's promise API in the words of kafkajs, for those who come from there. */
function familiar({ brokers }: Connection): confluent.KafkaJS.Kafka {
  return new ConfluentKafka({ kafkaJS: { brokers, clientId: 'talker', logLevel: confluentLevel.NOTHING } });
}

/** Confluent's promise API in librdkafka's own words. */
function plain({ brokers }: Connection): confluent.KafkaJS.Kafka {
  return new ConfluentKafka({ 'bootstrap.servers': brokers.join(), 'client.id': 'talker', log_level: 0 });
}

function confluentTalker(
  name: string,
  kafkaOf: (connection: Connection) => confluent.KafkaJS.Kafka,
  consumerConfig: (groupId: string) => confluent.KafkaJS.ConsumerConstructorConfig,
): Talker {
  return {
    name,
    async send(connection, topic, values, then) {
      const producer = kafkaOf(connection).producer({ 'linger.ms': 5 });
      await producer.connect();
      await producer.send({ topic, messages: values.map((value) => ({ value })) });
      await then();
      await producer.disconnect();
    },
    async read(connection, { topic, groupId, count }, then) {
      const consumer = kafkaOf(connection).consumer(consumerConfig(groupId));
      await consumer.connect();
      await consumer.subscribe({ topic });
      const values = await collected(count, (collect) =>
        consumer.run({ eachMessage: ({ message }) => Promise.resolve(collect(message.value)) }),
      );
      await then();
      await consumer.disconnect();
      return values;
    },
  };
}

function nextBatch(consumer: confluent.KafkaConsumer): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    consumer.consume(100, (error, messages) => {
      if (error) reject(error);
      else resolve(messages.map(({ value }) => value ?? Buffer.alloc(0)));
    });
  });
}

/** Confluent's other API, of callbacks and events, as node-rdkafka had it. */
const callbacks: Talker = {
  name: 'confluent, callbacks',
  async send({ brokers }, topic, values, then) {
    const producer = new confluent.Producer({
      'bootstrap.servers': brokers.join(),
      'client.id': 'talker',
      dr_cb: true,
    });
    const ready = once(producer, 'ready');
    producer.connect();
    await ready;
    producer.setPollInterval(10);
    let delivered = 0;
    const all = Promise.withResolvers<void>();
    producer.on('delivery-report', () => {
      delivered += 1;
      if (delivered === values.length) all.resolve();
    });
    for (const value of values) producer.produce(topic, null, value);
    await all.promise;
    await then();
    const gone = once(producer, 'disconnected');
    producer.disconnect();
    await gone;
  },
  async read({ brokers }, { topic, groupId, count }, then) {
    const consumer = new confluent.KafkaConsumer(
      { 'bootstrap.servers': brokers.join(), 'client.id': 'talker', 'group.id': groupId },
      { 'auto.offset.reset': 'earliest' },
    );
    const ready = once(consumer, 'ready');
    consumer.connect();
    await ready;
    consumer.subscribe([topic]);
    const values: Buffer[] = [];
    // In batches, because the flowing `consume()` of 1.10.1 ends the process (SIGSEGV) when a record arrives during `disconnect()`.
    while (values.length < count) values.push(...(await nextBatch(consumer)));
    await then();
    const gone = once(consumer, 'disconnected');
    consumer.disconnect();
    await gone;
    return values;
  },
};

const earliest = { 'auto.offset.reset': 'earliest' } as const;

export const talkers: readonly Talker[] = [
  kafkajs,
  confluentTalker('confluent, in the words of kafkajs', familiar, (groupId) => ({
    kafkaJS: { groupId, fromBeginning: true },
  })),
  confluentTalker('confluent, in its own words', plain, (groupId) => ({ 'group.id': groupId, ...earliest })),
  confluentTalker("confluent, by Kafka's newer group protocol", plain, (groupId) => ({
    'group.id': groupId,
    'group.protocol': 'consumer',
    ...earliest,
  })),
  callbacks,
];
