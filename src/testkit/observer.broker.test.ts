import { KafkaJS } from '@confluentinc/kafka-javascript';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, expect, inject, test } from 'vitest';
import { eventually } from './eventually.ts';
import { Observer } from './observer.ts';
import { uniqueName } from './unique-name.ts';

const { connection } = inject('workbook');
const observer = new Observer(connection);
const kafka = new Kafka({ ...connection, logLevel: logLevel.NOTHING, retry: { retries: 8 } });
afterAll(() => observer[Symbol.asyncDispose]());

async function topicOf(partitions = 1): Promise<string> {
  const topic = uniqueName('topic');
  await observer.createTopic(topic, { partitions });
  return topic;
}

test('a record is seen with key, value, headers, partition, offset and time', async () => {
  const topic = await topicOf(2);
  const headers = { trace: 'a', tag: ['x', 'y'] };
  await observer.produce(topic, [{ partition: 1, key: 'k', value: 'v', headers, timestamp: '1700000000000' }]);
  expect(await observer.waitForRecords(topic, 1)).toMatchObject([
    {
      topic,
      partition: 1,
      offset: 0,
      timestamp: 1_700_000_000_000,
      key: 'k',
      value: 'v',
      keyBytes: Buffer.from('k'),
      headers: { trace: 'a', tag: 'y' },
      headerList: [
        { name: 'trace', value: Buffer.from('a') },
        { name: 'tag', value: Buffer.from('x') },
        { name: 'tag', value: Buffer.from('y') },
      ],
      transactional: false,
      producerId: -1,
    },
  ]);
  expect(await observer.endOffsets(topic)).toEqual([0, 1]);
});

test('a tombstone, an empty value and a missing key are told apart', async () => {
  const topic = await topicOf();
  await observer.produce(topic, [{ key: 'a', value: null }, { key: '', value: '' }, { value: 'null' }]);
  const seen = (await observer.records(topic)).map(({ key, value }) => [key, value]);
  expect(seen).toEqual([
    ['a', null],
    ['', ''],
    [null, 'null'],
  ]);
});

test.for(['gzip', 'snappy', 'lz4', 'zstd'] as const)(
  'records compressed with %s are seen, and the batch',
  async (codec) => {
    const topic = await topicOf();
    const producer = new KafkaJS.Kafka().producer({
      'bootstrap.servers': connection.brokers.join(','),
      'compression.codec': codec,
      'linger.ms': 20,
      log_level: 0,
    });
    await producer.connect();
    const values = Array.from({ length: 200 }, (_, at) => `${at} ${'the same again and again '.repeat(at % 17)}`);
    await producer.send({ topic, messages: values.map((value) => ({ value })) });
    await producer.disconnect();
    const records = await observer.records(topic);
    expect(records.map(({ value }) => value)).toEqual(values);
    expect(records[0]?.batch).toMatchObject({ codec, firstOffset: 0 });
    expect(records[0]?.batch.bytes).toBeLessThan(values.join('').length / 2);
  },
);

test('records that are deleted are gone, and the numbers of those that stay are as before', async () => {
  const topic = await topicOf(2);
  const values = ['a', 'b', 'c'];
  await observer.produce(
    topic,
    [0, 1].flatMap((partition) => values.map((value) => ({ partition, value }))),
  );
  await observer.deleteRecords(topic, { 1: 2 });
  expect(await observer.firstOffsets(topic)).toEqual([0, 2]);
  const seen = (await observer.records(topic)).map(({ partition, offset, value }) => [partition, offset, value]);
  expect(seen).toEqual([
    [0, 0, 'a'],
    [0, 1, 'b'],
    [0, 2, 'c'],
    [1, 2, 'c'],
  ]);
  expect(await observer.endOffsets(topic)).toEqual([3, 3]);
});

test('a topic that is not there has no records, no partitions and no offsets', async () => {
  const topic = uniqueName('absent');
  expect(await observer.records(topic)).toEqual([]);
  expect(await observer.partitions(topic)).toEqual([]);
  expect(await observer.endOffsets(topic)).toEqual([]);
});

test('more records than one answer holds are all seen, in order', async () => {
  const topic = await topicOf();
  const value = 'x'.repeat(100_000);
  for (let batch = 0; batch < 10; batch += 1) {
    await observer.produce(
      topic,
      Array.from({ length: 9 }, (_, at) => ({ key: String(batch * 9 + at), value })),
    );
  }
  const keys = (await observer.records(topic)).map(({ key }) => Number(key));
  expect(keys).toEqual(Array.from({ length: 90 }, (_, at) => at));
});

test('aborted records stand in the log, and committed readers do not see them', async () => {
  const topic = await topicOf();
  const producer = kafka.producer({ transactionalId: uniqueName('tx'), maxInFlightRequests: 1, idempotent: true });
  await producer.connect();
  for (const [value, ending] of [
    ['lost', 'abort'],
    ['kept', 'commit'],
  ] as const) {
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ value }] });
    await transaction[ending]();
  }
  await producer.disconnect();
  const open = kafka.producer({ transactionalId: uniqueName('tx'), maxInFlightRequests: 1, idempotent: true });
  await open.connect();
  const undecided = await open.transaction();
  await undecided.send({ topic, messages: [{ value: 'open' }] });
  const values = async (isolation: 'committed' | 'uncommitted') =>
    (await observer.records(topic, { isolation })).map(({ value, aborted }) => [value, aborted]);
  expect(await values('committed')).toEqual([['kept', false]]);
  expect(await values('uncommitted')).toEqual([
    ['lost', true],
    ['kept', false],
    ['open', false],
  ]);
  await undecided.abort();
  await open.disconnect();
});

test('a group shows its members, what they are assigned and what they committed', async () => {
  const topic = await topicOf(2);
  const groupId = uniqueName('group');
  expect(await observer.group(groupId)).toMatchObject({ state: 'Dead', members: [] });
  await observer.produce(topic, [{ partition: 0, value: 'a' }]);
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ autoCommitThreshold: 1, eachMessage: async () => {} });
  const committed = await eventually(
    async () => {
      const offsets = await observer.committed(groupId, topic);
      return 0 in offsets && offsets;
    },
    { describe: 'a committed offset' },
  );
  expect(committed).toEqual({ 0: 1 });
  const { state, members } = await observer.group(groupId);
  expect(state).toBe('Stable');
  expect(members.map(({ assignment }) => assignment[topic]?.toSorted())).toEqual([[0, 1]]);
  await consumer.disconnect();
  expect(await observer.group(groupId)).toMatchObject({ state: 'Empty', members: [] });
});

test('a group has no members once they were taken out', async () => {
  const topic = await topicOf();
  const groupId = uniqueName('group');
  // The first heartbeat, by which the member would learn of it and join again, is a long way off.
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50, heartbeatInterval: 20_000 });
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({ eachMessage: async () => {} });
  expect(await observer.group(groupId)).toMatchObject({ state: 'Stable' });
  await observer.removeMembers(groupId);
  expect(await observer.group(groupId)).toMatchObject({ state: 'Empty', members: [] });
  await consumer.disconnect();
});

test('a group of the new protocol shows its members too, and they can be taken out', async () => {
  const topic = await topicOf(2);
  const groupId = uniqueName('group');
  const { Kafka: ConfluentKafka, logLevel: level } = KafkaJS;
  const confluent = new ConfluentKafka({ kafkaJS: { ...connection, clientId: 'new', logLevel: level.NOTHING } });
  const consumer = confluent.consumer({ kafkaJS: { groupId, fromBeginning: true }, 'group.protocol': 'consumer' });
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({ eachMessage: async () => {} });
  const reads = async () => {
    const group = await observer.group(groupId);
    return group.members.some(({ assignment }) => assignment[topic]?.length === 2) && group;
  };
  const group = await eventually(reads, { within: 30_000, describe: 'the member to read both partitions' });
  expect(group).toMatchObject({ state: 'Stable', members: [{ clientId: 'new' }] });
  await observer.removeMembers(groupId);
  expect((await observer.group(groupId)).members).toEqual([]);
  await consumer.disconnect();
  await eventually(async () => (await observer.group(groupId)).members.length === 0, { describe: 'an empty group' });
});

test('offsets are committed for a group that has never read', async () => {
  const topic = await topicOf(2);
  const groupId = uniqueName('group');
  await observer.commit(groupId, topic, { 0: 4, 1: 7 });
  expect(await observer.committed(groupId, topic)).toEqual({ 0: 4, 1: 7 });
  expect(await observer.group(groupId)).toMatchObject({ state: 'Empty', members: [] });
});

test('a topic’s settings are seen, its own and the defaults', async () => {
  const topic = uniqueName('compacted');
  await observer.createTopic(topic, { config: { 'cleanup.policy': 'compact' } });
  const config = await observer.topicConfig(topic);
  expect(config).toMatchObject({ 'cleanup.policy': 'compact', 'compression.type': 'producer' });
});

test('the cluster is seen with its brokers', async () => {
  const { brokers, clusterId } = await observer.cluster();
  expect(clusterId).not.toBe('');
  expect(brokers[0]).toMatchObject({ host: expect.any(String), port: expect.any(Number) });
});

test('a transaction is seen to be open, and to have been aborted', async () => {
  const topic = await topicOf();
  const transactionalId = uniqueName('writer');
  expect(await observer.transaction(transactionalId)).toBe('Dead');
  const producer = kafka.producer({ transactionalId, idempotent: true });
  await producer.connect();
  const transaction = await producer.transaction();
  await transaction.send({ topic, messages: [{ value: 'a' }] });
  expect(await observer.transaction(transactionalId)).toBe('Ongoing');
  await transaction.abort();
  await eventually(async () => (await observer.transaction(transactionalId)) === 'CompleteAbort', {
    describe: 'the transaction to be aborted',
  });
  await producer.disconnect();
});
