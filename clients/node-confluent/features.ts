// One small program a feature, as ../README.md lists them.
import { admin } from './admin.ts';
import { groupId, makeConsumer, makeProducer, records, sayReady, topic, untilTold, type Settings } from './connect.ts';
import { schemaRegistry } from './registry.ts';
import { NotOffered, type Result } from './result.ts';
import { readBack, send } from './there-and-back.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, n) => ({ key: `k${n}`, value: `value ${n}` }));

const notOffered = (source: string) => async (): Promise<Result> => {
  throw new NotOffered(source);
};

async function compressed(codec: string): Promise<Result> {
  await send(numbered(records), { 'compression.type': codec });
  return { evidence: { consumed: (await readBack(records)).length }, settings: { 'compression.type': codec } };
}

async function oneThereAndBack(): Promise<Result> {
  await send([{ value: 'over this listener' }]);
  return { evidence: { consumed: (await readBack(1)).length } };
}

/** Holds a membership until it is told to leave. */
async function member(settings: Settings): Promise<Result> {
  const { consumer, joined } = makeConsumer(groupId, settings);
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic] });
    await consumer.run({ eachMessage: async () => {} });
    await joined;
    const told = untilTold();
    sayReady();
    await told;
    return { evidence: { assigned: consumer.assignment().length }, settings };
  } finally {
    await consumer.disconnect();
  }
}

async function newProtocol(): Promise<Result> {
  const settings = { 'group.protocol': 'consumer' };
  const told = untilTold();
  const read = await readBack(records, groupId, settings, () => {
    sayReady();
    return told;
  });
  return { evidence: { consumed: read.length }, settings };
}

async function idempotence(): Promise<Result> {
  const settings = { 'enable.idempotence': true };
  return { evidence: { acked: await send(numbered(records), settings) }, settings };
}

async function linger(): Promise<Result> {
  const settings = { 'linger.ms': 50 };
  return { evidence: { acked: await send(numbered(records), settings) }, settings };
}

async function transactions(): Promise<Result> {
  const producer = makeProducer({ 'transactional.id': `${topic}-tx` });
  await producer.connect();
  try {
    const aborted = await producer.transaction();
    await aborted.send({ topic, messages: numbered(3) });
    await aborted.abort();
    const committed = await producer.transaction();
    await committed.send({ topic, messages: numbered(3) });
    await committed.commit();
    return { evidence: { aborted: 3, committed: 3 } };
  } finally {
    await producer.disconnect();
  }
}

async function headers(): Promise<Result> {
  const producer = makeProducer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: 'v', headers: { a: ['1', '2'], b: Buffer.from([0, 255]) } }] });
  await producer.disconnect();
  const found = Promise.withResolvers<[string, string][]>();
  const { consumer } = makeConsumer(`${topic}-back`);
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic] });
    await consumer.run({
      eachMessage: async ({ message }) =>
        found.resolve(
          Object.entries(message.headers ?? {}).flatMap(([name, value]) =>
            [value ?? []].flat().map((one): [string, string] => [name, Buffer.from(one).toString('base64')]),
          ),
        ),
    });
    return { evidence: { headers: await found.promise } };
  } finally {
    await consumer.disconnect();
  }
}

export const features: Record<string, () => Promise<Result>> = {
  producer: async () => ({ evidence: { acked: await send(numbered(records)) } }),
  'consumer-group': async () => ({ evidence: { consumed: (await readBack(records, groupId)).length } }),
  'static-membership': () => member({ 'group.instance.id': process.env.INSTANCE_ID ?? '' }),
  cooperative: () => member({ 'partition.assignment.strategy': 'cooperative-sticky' }),
  'kip-848': newProtocol,
  'share-group': notOffered('https://github.com/confluentinc/confluent-kafka-javascript/issues/514'),
  idempotence,
  transactions,
  linger,
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
  // The admin client knows neither configs nor ACLs, though librdkafka does; the thread and the page list what it has.
  'admin-configs': notOffered('https://github.com/confluentinc/confluent-kafka-javascript/issues/444'),
  'admin-acls': notOffered(
    'https://github.com/confluentinc/confluent-kafka-javascript/blob/v1.10.1/MIGRATION.md#admin-client',
  ),
  ...admin,
};
