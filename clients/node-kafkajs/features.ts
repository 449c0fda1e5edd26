// One small program a feature, as ../README.md lists them.
import kafkajs, { type ProducerConfig } from 'kafkajs';
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { codecNamed, registerCodecs } from './codecs.ts';
import { connect, groupId, quick, records, topic } from './connect.ts';
import { NotOffered, type Result } from './result.ts';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ConfigResourceTypes, ResourcePatternTypes } = kafkajs;

const numbered = (count: number) => Array.from({ length: count }, (_, n) => ({ key: `k${n}`, value: `value ${n}` }));

async function send(
  messages: { key?: string; value: string | Buffer }[],
  config: ProducerConfig = {},
  compression = 0,
): Promise<number> {
  const producer = connect().producer(config);
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, compression, messages });
    return messages.length;
  } finally {
    await producer.disconnect();
  }
}

/** Reads `count` values from the beginning in a group, commits, and leaves. */
async function readBack(count: number, group = `${topic}-back`): Promise<Buffer[]> {
  const consumer = connect().consumer({ groupId: group, ...quick });
  const values: Buffer[] = [];
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message }) => {
        values.push(message.value ?? Buffer.alloc(0));
        await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(message.offset) + 1n) }]);
        if (values.length === count) resolve();
      },
    });
    await done;
    return values;
  } finally {
    await consumer.disconnect();
  }
}

async function withAdmin<T>(work: (admin: kafkajs.Admin) => Promise<T>): Promise<T> {
  const admin = connect().admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

const notOffered = (source: string) => async (): Promise<Result> => {
  throw new NotOffered(source);
};

async function compressed(name: string): Promise<Result> {
  registerCodecs();
  const { compression, extra } = codecNamed(name);
  await send(numbered(records), {}, compression);
  const consumed = (await readBack(records)).length;
  return { evidence: { consumed }, ...(extra.length > 0 && { extra }) };
}

async function oneThereAndBack(): Promise<Result> {
  await send([{ value: 'over this listener' }]);
  return { evidence: { consumed: (await readBack(1)).length } };
}

async function transactions(): Promise<Result> {
  const producer = connect().producer({ transactionalId: `${topic}-tx`, maxInFlightRequests: 1, idempotent: true });
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
  const back = await Promise.all((await readBack(records)).map((value) => registry.decode(value)));
  return { evidence: { consumed: back.length, schemaId: id }, extra: ['@kafkajs/confluent-schema-registry 4.1.0'] };
}

async function headers(): Promise<Result> {
  const producer = connect().producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: 'v', headers: { a: ['1', '2'], b: Buffer.from([0, 255]) } }] });
  await producer.disconnect();
  const { promise: found, resolve } = Promise.withResolvers<[string, string][]>();
  const consumer = connect().consumer({ groupId: `${topic}-back`, ...quick });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) =>
        resolve(
          Object.entries(message.headers ?? {}).flatMap(([name, value]) =>
            [value ?? []].flat().map((one): [string, string] => [name, Buffer.from(one).toString('base64')]),
          ),
        ),
    });
    return { evidence: { headers: await found } };
  } finally {
    await consumer.disconnect();
  }
}

const admin: Record<string, () => Promise<Result>> = {
  'admin-topics': () =>
    withAdmin(async (admin) => {
      await admin.createTopics({ topics: [{ topic, numPartitions: 3, replicationFactor: 1 }] });
      await admin.deleteTopics({ topics: [process.env.TOPIC_TO_DELETE ?? ''] });
      return { evidence: { created: topic } };
    }),
  'admin-configs': () =>
    withAdmin(async (admin) => {
      const resource = { type: ConfigResourceTypes.TOPIC, name: topic };
      const configEntries = [{ name: 'retention.ms', value: '60000' }];
      await admin.alterConfigs({ validateOnly: false, resources: [{ ...resource, configEntries }] });
      const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [resource] });
      const entry = resources[0]?.configEntries.find(({ configName }) => configName === 'retention.ms');
      return { evidence: { value: entry?.configValue } };
    }),
  'admin-groups': () =>
    withAdmin(async (admin) => {
      const { groups } = await admin.listGroups();
      const described = await admin.describeGroups([groupId]);
      await admin.deleteGroups([groupId]);
      return {
        evidence: { listed: groups.some((group) => group.groupId === groupId), state: described.groups[0]?.state },
      };
    }),
  'admin-acls': () =>
    withAdmin(async (admin) => {
      const acl = {
        resourceType: AclResourceTypes.TOPIC,
        resourceName: topic,
        resourcePatternType: ResourcePatternTypes.LITERAL,
        principal: 'User:alice',
        host: '*',
        operation: AclOperationTypes.READ,
        permissionType: AclPermissionTypes.ALLOW,
      };
      await admin.createAcls({ acl: [acl] });
      const { resources } = await admin.describeAcls(acl);
      return { evidence: { listed: resources.some(({ resourceName }) => resourceName === topic) } };
    }),
};

export const features: Record<string, () => Promise<Result>> = {
  connect: () =>
    withAdmin(async (admin) => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return { evidence: { partitions: topics[0]?.partitions.length } };
    }),
  producer: async () => ({ evidence: { acked: await send(numbered(records)) } }),
  'consumer-group': async () => ({ evidence: { consumed: (await readBack(records, groupId)).length } }),
  'static-membership': notOffered('https://github.com/tulios/kafkajs/issues/884'),
  cooperative: notOffered('https://github.com/tulios/kafkajs/issues/922'),
  'kip-848': notOffered('https://kafka.js.org/docs/configuration'),
  'share-group': notOffered('https://kafka.js.org/docs/configuration'),
  idempotence: async () => ({
    evidence: { acked: await send(numbered(records), { idempotent: true, maxInFlightRequests: 1 }) },
    settings: { idempotent: true, maxInFlightRequests: 1 },
  }),
  transactions,
  linger: notOffered('https://kafka.js.org/docs/producing'),
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
  ...admin,
};
