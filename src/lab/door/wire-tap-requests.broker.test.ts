// What the tap tells of the requests that clients send to a real broker, and how clients take it when it hangs up.
import confluent from '@confluentinc/kafka-javascript';
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../testkit/eventually.ts';
import { direct, newName, newTopic } from './direct.fixture.ts';
import { talkers } from './talkers.fixture.ts';
import { wireTap, type WireTap } from './wire-tap.ts';

const through = {
  kafkajs: ({ connection }: WireTap) => new Kafka({ ...connection, clientId: 'shop', logLevel: logLevel.NOTHING }),
  confluent: ({ connection: { brokers } }: WireTap) =>
    new confluent.KafkaJS.Kafka({
      kafkaJS: { brokers, clientId: 'shop', logLevel: confluent.KafkaJS.logLevel.NOTHING },
    }),
};

const text = (count: number) => Array.from({ length: count }, (_, number) => ({ value: `${number} `.repeat(100) }));

describe.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const)('records compressed with %s', (codec) => {
  test('arrive as they were sent, and the tap names the codec', async () => {
    const topic = await newTopic();
    await using tap = await wireTap(direct);
    const values = [...Array.from({ length: 100 }, () => Buffer.from('again and again '.repeat(60))), randomBytes(900)];
    const producer = through.confluent(tap).producer({ 'compression.codec': codec, 'linger.ms': 50 });
    await producer.connect();
    await producer.send({ topic, messages: values.map((value) => ({ value })) });
    await producer.disconnect();

    const batches = tap.batchesTo(topic);
    expect(new Set(batches.map((batch) => batch.codec))).toEqual(new Set([codec]));
    expect(batches.reduce((sum, { records }) => sum + records, 0)).toBe(101);
    const bytes = batches.reduce((sum, batch) => sum + batch.bytes, 0);
    expect(bytes).toSatisfy((size: number) => (codec === 'none' ? size > 96_900 : size < 20_000));

    const reader = talkers[2];
    const read = (connection: typeof direct) =>
      reader?.read(connection, { topic, count: 101, groupId: newName('readers') }, () => Promise.resolve());
    expect(await read(tap.connection)).toEqual(values);
    expect(await read(direct)).toEqual(values);
  });
});

test('kafkajs sends what one send() is given as one batch per partition, with its acks and codec', async () => {
  const topic = await newTopic(2);
  await using tap = await wireTap(direct);
  const producer = through.kafkajs(tap).producer();
  await producer.connect();
  const messages = text(10).map((message, number) => ({ ...message, partition: number < 7 ? 0 : 1 }));
  for (const acks of [0, 1, -1]) await producer.send({ topic, messages, acks, compression: CompressionTypes.GZIP });
  await producer.disconnect();

  const produced = tap.requestsOf('Produce');
  expect(produced.map(({ produce, clientId }) => [clientId, produce?.acks])).toEqual(
    [0, 1, -1].map((acks) => ['shop', acks]),
  );
  expect(produced.map(({ roundTripMs }) => roundTripMs !== undefined && roundTripMs > 0)).toEqual([false, true, true]);
  const batches = tap.batchesTo(topic).map(({ partition, records, codec }) => [partition, records, codec]);
  const perSend = [
    [0, 7, 'gzip'],
    [1, 3, 'gzip'],
  ];
  expect(batches).toEqual(expect.arrayContaining([...perSend, ...perSend, ...perSend]));
  expect(batches).toHaveLength(6);
});

test('an idempotent producer numbers its records without a gap', async () => {
  await using tap = await wireTap(direct);
  for (const client of ['kafkajs', 'confluent'] as const) {
    const topic = await newTopic();
    const producer =
      client === 'kafkajs'
        ? through.kafkajs(tap).producer({ idempotent: true })
        : through.confluent(tap).producer({ kafkaJS: { idempotent: true } });
    await producer.connect();
    for (const count of [3, 4, 5]) await producer.send({ topic, messages: text(count) });
    await producer.disconnect();
    const batches = tap.batchesTo(topic);
    expect(batches.map(({ records, producer: who }) => [records, who?.firstSequence])).toEqual([
      [3, 0],
      [4, 3],
      [5, 7],
    ]);
    expect(
      new Set(batches.map((batch) => `${batch.producer?.id} ${batch.producer?.epoch} ${batch.transactional}`)).size,
    ).toBe(1);
  }
});

test('a transaction shows its id, and a consumer of committed records says so', async () => {
  await using tap = await wireTap(direct);
  for (const client of ['kafkajs', 'confluent'] as const) {
    const topic = await newTopic();
    const transactionalId = newName('payments');
    const producer =
      client === 'kafkajs'
        ? through.kafkajs(tap).producer({ transactionalId, maxInFlightRequests: 1 })
        : through.confluent(tap).producer({ kafkaJS: { transactionalId } });
    await producer.connect();
    const ended = tap.count('EndTxn');
    for (const end of ['commit', 'abort'] as const) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: text(2) });
      await transaction[end]();
    }
    await producer.disconnect();
    expect(tap.count('EndTxn') - ended).toBe(2);
    const batches = tap.batchesTo(topic);
    expect(
      batches.map(({ request, transactional, records }) => [request.produce?.transactionalId, transactional, records]),
    ).toEqual([
      [transactionalId, true, 2],
      [transactionalId, true, 2],
    ]);
    const reader = client === 'kafkajs' ? talkers[0] : talkers[3];
    await reader?.read(tap.connection, { topic, count: 2, groupId: topic }, () => Promise.resolve());
  }
  expect(new Set(tap.requestsOf('Fetch').map(({ fetch }) => fetch?.isolation))).toEqual(new Set(['read_committed']));
  expect(tap.count('ConsumerGroupHeartbeat')).toBeGreaterThan(0);
});

test('who leads and who coordinates is asked and answered by the tap’s own address', async () => {
  const topic = await newTopic();
  await using tap = await wireTap(direct);
  const admin = through.kafkajs(tap).admin();
  await admin.connect();
  const { brokers } = await admin.describeCluster();
  expect(brokers.map(({ host, port }) => `${host}:${port}`)).toEqual(tap.connection.brokers);
  await admin.fetchOffsets({ groupId: topic, topics: [topic] });
  expect(tap.count('FindCoordinator')).toBe(1);
  await admin.disconnect();
});

test.for(['kafkajs', 'confluent'] as const)(
  'a %s producer survives a broker that goes away for a while',
  async (client) => {
    const topic = await newTopic();
    await using tap = await wireTap(direct);
    const producer = through[client](tap).producer();
    await producer.connect();
    await producer.send({ topic, messages: text(1) });
    tap.goAway();
    const later = producer.send({ topic, messages: text(1) });
    await eventually(() => tap.refused > 0, { describe: 'the client to come back in vain' });
    tap.comeBack();
    await later;
    expect(tap.connections.some(({ closedBy }) => closedBy === 'tap')).toBe(true);
    await producer.disconnect();
  },
);

test('answers come as late as the tap is told', async () => {
  await using tap = await wireTap(direct);
  const admin = through.kafkajs(tap).admin();
  await admin.connect();
  tap.delayAnswers(200);
  const before = performance.now();
  await admin.listTopics();
  expect(performance.now() - before).toBeGreaterThanOrEqual(199);
  await admin.disconnect();
});
