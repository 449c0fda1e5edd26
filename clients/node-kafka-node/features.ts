// One small program a feature, as ../README.md lists them.
import kafka from 'kafka-node';
import { called, groupId, makeClient, makeGroup, makeProducer, records, topic } from './connect.ts';
import { codecs } from './records.ts';
import { NotOffered, type Result } from './result.ts';

const readme = 'https://github.com/SOHU-Co/kafka-node/blob/master/README.md';
const issue = (number: number) => `https://github.com/SOHU-Co/kafka-node/issues/${number}`;

const numbered = (count: number) => Array.from({ length: count }, (_, n) => ({ key: `k${n}`, value: `value ${n}` }));

async function send(count: number, codec = 0): Promise<number> {
  const producer = await makeProducer(-1, codec);
  try {
    for (const message of numbered(count)) await producer.send([message]);
    return count;
  } finally {
    await producer.close();
  }
}

async function readBack(count: number, group = `${topic}-back`): Promise<number> {
  let consumed = 0;
  const done = Promise.withResolvers<void>();
  const member = makeGroup(group, () => {
    if (++consumed === count) member.commit().then(() => done.resolve(), done.reject);
  });
  try {
    await Promise.race([done.promise, member.failed]);
    return consumed;
  } finally {
    await member.close();
  }
}

const notOffered = (source: string) => async (): Promise<Result> => {
  throw new NotOffered(source);
};

async function compressed(name: string): Promise<Result> {
  await send(records, codecs[name]);
  return { evidence: { consumed: await readBack(records) } };
}

async function oneThereAndBack(): Promise<Result> {
  await send(1);
  return { evidence: { consumed: await readBack(1) } };
}

async function withClient(work: (client: kafka.KafkaClient) => Promise<Result>): Promise<Result> {
  const client = await makeClient();
  try {
    return await work(client);
  } finally {
    await called((done) => client.close(() => done(null)));
  }
}

interface Metadata {
  metadata: Record<string, Record<string, unknown>>;
}

const connect = () =>
  withClient(async (client) => {
    const [, found] = await called<[unknown, Metadata]>((done) => client.loadMetadataForTopics([topic], done as never));
    return { evidence: { partitions: Object.keys(found.metadata[topic] ?? {}).length } };
  });

const adminTopics = () =>
  withClient(async (client) => {
    const wanted = [{ topic, partitions: 3, replicationFactor: 1 }];
    const refused = await called<{ error?: string }[]>((done) => client.createTopics(wanted, done as never));
    if (refused.length > 0) throw new Error(String(refused[0]?.error));
    // Deleting is not in its protocol.
    throw new NotOffered(readme);
  });

interface Admin {
  listGroups(done: (error: unknown, groups: object) => void): void;
  describeGroups(groups: string[], done: (error: unknown, groups: unknown) => void): void;
}

const adminGroups = () =>
  withClient(async (client) => {
    // Its types know no Admin.
    const { Admin } = kafka as unknown as { Admin: new (client: kafka.KafkaClient) => Admin };
    const admin = new Admin(client);
    const groups = await called<object>((done) => admin.listGroups(done));
    const described = await called<unknown>((done) => admin.describeGroups([groupId], done));
    console.error('listed', groupId in groups, 'described', JSON.stringify(described));
    // It lists and describes groups; deleting is not in its protocol.
    throw new NotOffered(readme);
  });

export const features: Record<string, () => Promise<Result>> = {
  connect,
  producer: async () => ({ evidence: { acked: await send(records) } }),
  'consumer-group': async () => ({ evidence: { consumed: await readBack(records, groupId) } }),
  // JoinGroup 0 is all that it speaks: a group instance id came with 5, and incremental rebalancing with its own assignor.
  'static-membership': notOffered(readme),
  cooperative: notOffered(readme),
  'kip-848': notOffered(readme),
  'share-group': notOffered(readme),
  idempotence: notOffered(issue(1206)),
  transactions: notOffered(issue(1206)),
  // Single records are gathered only where nobody waits for an acknowledgement (noAckBatchOptions).
  linger: notOffered(readme),
  gzip: () => compressed('gzip'),
  snappy: () => compressed('snappy'),
  lz4: notOffered(readme),
  zstd: notOffered(readme),
  tls: oneThereAndBack,
  'sasl-plain': oneThereAndBack,
  'sasl-scram': notOffered(issue(1364)),
  'sasl-oauthbearer': notOffered(readme),
  'schema-registry': notOffered(readme),
  // Message formats 0 and 1 have no headers.
  headers: notOffered(readme),
  'admin-topics': adminTopics,
  // It describes configs, and cannot change them.
  'admin-configs': notOffered(readme),
  'admin-groups': adminGroups,
  'admin-acls': notOffered(issue(1407)),
};
