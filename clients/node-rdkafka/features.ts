// One small program a feature, as ../README.md lists them.
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { admin } from './admin.ts';
import {
  called,
  close,
  deliver,
  groupId,
  makeConsumer,
  makeProducer,
  records,
  recordsOf,
  topic,
  untilTold,
  type Outgoing,
  type Settings,
} from './connect.ts';
import { NotOffered, type Result } from './result.ts';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ key: `k${n}`, value: Buffer.from(`value ${n}`) }));

async function send(messages: Outgoing[], settings: Settings = {}): Promise<number> {
  const producer = await makeProducer(settings);
  try {
    return (await deliver(producer, messages)).length;
  } finally {
    await close(producer);
  }
}

/** Reads `count` messages from the beginning in a group, commits each, waits for `then`, and leaves. */
async function readBack(count: number, group = `${topic}-back`, settings: Settings = {}, then = async () => {}) {
  const { consumer } = await makeConsumer(group, { 'enable.auto.commit': false, ...settings });
  const found = [];
  try {
    consumer.subscribe([topic]);
    for await (const message of recordsOf(consumer)) {
      found.push(message);
      consumer.commitMessageSync(message);
      if (found.length < count) continue;
      await then();
      break;
    }
    return found;
  } finally {
    await close(consumer);
  }
}

const notOffered = (source: string) => async (): Promise<Result> => {
  throw new NotOffered(source);
};

async function compressed(codec: string): Promise<Result> {
  const settings = { 'compression.type': codec };
  await send(numbered(records), settings);
  return { evidence: { consumed: (await readBack(records)).length }, settings };
}

async function oneThereAndBack(): Promise<Result> {
  await send([{ value: Buffer.from('over this listener') }]);
  return { evidence: { consumed: (await readBack(1)).length } };
}

/** Holds a membership until it is told to leave. */
async function member(settings: Settings): Promise<Result> {
  const { consumer, joined } = await makeConsumer(groupId, settings);
  try {
    consumer.subscribe([topic]);
    consumer.consume();
    await joined;
    const told = untilTold();
    process.stdout.write('ready\n');
    await told;
    return { evidence: { assigned: consumer.assignments().length }, settings };
  } finally {
    await close(consumer);
  }
}

async function newProtocol(): Promise<Result> {
  const settings = { 'group.protocol': 'consumer' };
  const told = untilTold();
  const read = await readBack(records, groupId, settings, () => {
    process.stdout.write('ready\n');
    return told;
  });
  return { evidence: { consumed: read.length }, settings };
}

async function sentWith(settings: Settings): Promise<Result> {
  return { evidence: { acked: await send(numbered(records), settings) }, settings };
}

async function transactions(): Promise<Result> {
  const producer = await makeProducer({ 'transactional.id': `${topic}-tx` });
  try {
    await called((done) => producer.initTransactions(20_000, done));
    await called((done) => producer.beginTransaction(done));
    await deliver(producer, numbered(3));
    await called((done) => producer.abortTransaction(20_000, done));
    await called((done) => producer.beginTransaction(done));
    await deliver(producer, numbered(3));
    await called((done) => producer.commitTransaction(20_000, done));
    return { evidence: { aborted: 3, committed: 3 } };
  } finally {
    await close(producer);
  }
}

/** The client has nothing for a registry; a package that knows the wire format serves every client. */
async function schemaRegistry(): Promise<Result> {
  const registry = new SchemaRegistry({ host: process.env.SCHEMA_REGISTRY_URL ?? '' });
  const schema = JSON.stringify({
    type: 'record',
    name: 'Order',
    namespace: 'shop',
    fields: [{ name: 'id', type: 'int' }],
  });
  const { id } = await registry.register({ type: SchemaType.AVRO, schema }, { subject: `${topic}-value` });
  const values = await Promise.all(Array.from({ length: records }, (_, n) => registry.encode(id, { id: n })));
  await send(values.map((value) => ({ value })));
  const back = await Promise.all((await readBack(records)).map(({ value }) => registry.decode(value as Buffer)));
  return { evidence: { consumed: back.length, schemaId: id }, extra: ['@kafkajs/confluent-schema-registry 4.1.0'] };
}

// What is read back of `b` is nothing: the addon makes a C string of a header's value when it writes, and a zero ends it.
async function headers(): Promise<Result> {
  await send([{ value: Buffer.from('v'), headers: [{ a: '1' }, { a: '2' }, { b: Buffer.from([0, 255]) }] }]);
  const [message] = await readBack(1);
  const found = message?.headers?.flatMap((header) =>
    Object.entries(header).map(([name, value]) => [name, Buffer.from(value as Buffer).toString('base64')]),
  );
  return { evidence: { headers: found } };
}

// The interface of its admin client, in whole: createTopic, deleteTopic, createPartitions.
const adminInterface = 'https://github.com/Blizzard/node-rdkafka/blob/v3.6.0/index.d.ts';

export const features: Record<string, () => Promise<Result>> = {
  producer: async () => ({ evidence: { acked: await send(numbered(records)) } }),
  'consumer-group': async () => ({ evidence: { consumed: (await readBack(records, groupId)).length } }),
  'static-membership': () => member({ 'group.instance.id': process.env.INSTANCE_ID ?? '' }),
  cooperative: () => member({ 'partition.assignment.strategy': 'cooperative-sticky' }),
  'kip-848': newProtocol,
  // It brings librdkafka 2.12, whose interface knows no share consumer.
  'share-group': notOffered('https://github.com/Blizzard/node-rdkafka/pull/1139'),
  idempotence: () => sentWith({ 'enable.idempotence': true }),
  transactions,
  linger: () => sentWith({ 'linger.ms': 50 }),
  gzip: () => compressed('gzip'),
  snappy: () => compressed('snappy'),
  lz4: () => compressed('lz4'),
  zstd: () => compressed('zstd'),
  tls: oneThereAndBack,
  'sasl-plain': oneThereAndBack,
  'sasl-scram': oneThereAndBack,
  'sasl-oauthbearer': oneThereAndBack,
  'schema-registry': schemaRegistry,
  headers,
  'admin-configs': notOffered('https://github.com/Blizzard/node-rdkafka/pull/1124'),
  'admin-groups': notOffered(adminInterface),
  'admin-acls': notOffered(adminInterface),
  ...admin,
};
