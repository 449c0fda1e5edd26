// What a door that misbehaves does to both Node clients, seen on the broker.
import { connect, type Socket } from 'node:net';
import confluent from '@confluentinc/kafka-javascript';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, describe, expect, test } from 'vitest';
import { eventually } from '../../testkit/eventually.ts';
import { Observer } from '../../testkit/observer.ts';
import { direct, newName, newTopic } from './direct.fixture.ts';
import { wireTap, type WireTap } from './wire-tap.ts';

const observer = new Observer(direct);
afterAll(() => observer[Symbol.asyncDispose]());

const quiet = () => wireTap(direct, { log: () => undefined });

interface Sender {
  connect(): Promise<unknown>;
  send(record: { topic: string; messages: { key?: string; value: string }[] }): Promise<unknown>;
  disconnect(): Promise<unknown>;
}

const kafkajs = ({ connection }: WireTap) =>
  new Kafka({ ...connection, clientId: 'shop', logLevel: logLevel.NOTHING, retry: { initialRetryTime: 20 } });
const confluents = ({ connection: { brokers } }: WireTap) =>
  new confluent.KafkaJS.Kafka({
    kafkaJS: { brokers, clientId: 'shop', logLevel: confluent.KafkaJS.logLevel.NOTHING },
  });

// librdkafka waits longer and longer before it comes back to a broker that hangs up again and again: ten seconds in the end.
const impatient = {
  'reconnect.backoff.ms': 10,
  'reconnect.backoff.max.ms': 20,
  'retry.backoff.ms': 10,
  'linger.ms': 0,
};

const producers: Readonly<Record<'kafkajs' | 'confluent', (tap: WireTap, idempotent: boolean) => Sender>> = {
  kafkajs: (tap, idempotent) => kafkajs(tap).producer({ idempotent }),
  confluent: (tap, idempotent) => confluents(tap).producer({ kafkaJS: { idempotent }, ...impatient }),
};

const valuesOf = async (topic: string) => (await observer.records(topic)).map(({ value }) => value);
const rounds = Array.from({ length: 20 }, (_, round) => `order ${round}`);

describe.each(['kafkajs', 'confluent'] as const)('%s', (client) => {
  test('a lost answer stores a record twice, 20 times of 20, and once from an idempotent producer', async () => {
    for (const idempotent of [false, true]) {
      const topic = await newTopic();
      await using tap = await quiet();
      const producer = producers[client](tap, idempotent);
      await producer.connect();
      for (const value of rounds) {
        tap.fault({ on: 'Produce', topic, do: 'lose-answer' });
        await producer.send({ topic, messages: [{ value }] });
      }
      await producer.disconnect();
      expect(tap.faults.map(({ brokerHadIt, request }) => [brokerHadIt, request?.api])).toEqual(
        rounds.map(() => [true, 'Produce']),
      );
      const stored = idempotent ? rounds : rounds.flatMap((value) => [value, value]);
      expect(await valuesOf(topic)).toEqual(stored);
    }
  });

  test('a lost request is not on the broker: the record stands there once, 20 times of 20', async () => {
    const topic = await newTopic();
    await using tap = await quiet();
    const producer = producers[client](tap, false);
    await producer.connect();
    for (const value of rounds) {
      const order = tap.fault({ on: 'Produce', topic, do: 'lose-request' });
      await producer.send({ topic, messages: [{ value }] });
      expect(order.fallen).toBe(1);
    }
    await producer.disconnect();
    expect(tap.faults.filter(({ brokerHadIt }) => brokerHadIt)).toEqual([]);
    expect(tap.batchesTo(topic)).toHaveLength(40);
    expect(await valuesOf(topic)).toEqual(rounds);
  });

  test('an answer of NOT_LEADER_OR_FOLLOWER makes it ask who leads, and send again', async () => {
    const topic = await newTopic();
    await using tap = await quiet();
    const producer = producers[client](tap, false);
    await producer.connect();
    await producer.send({ topic, messages: [{ value: 'first' }] });
    const [asked, opened] = [tap.count('Metadata'), tap.connectionsOpened];
    tap.fault({ on: 'Produce', do: 'refuse', with: 'NOT_LEADER_OR_FOLLOWER' });
    await producer.send({ topic, messages: [{ value: 'second' }] });
    await producer.disconnect();
    expect(tap.faults).toHaveLength(1);
    expect(tap.count('Metadata')).toBeGreaterThan(asked);
    // It takes the answer for the broker's: there is no reason to hang up.
    expect(tap.connectionsOpened).toBe(opened);
    expect(await valuesOf(topic)).toEqual(['first', 'second']);
  });

  test('a request that is held back arrives late, and one that is throttled holds up the next', async () => {
    const topic = await newTopic();
    await using tap = await quiet();
    const producer = producers[client](tap, false);
    await producer.connect();
    const took = async (value: string): Promise<number> => {
      const before = performance.now();
      await producer.send({ topic, messages: [{ value }] });
      return performance.now() - before;
    };
    await took('warm');
    tap.fault({ on: 'Produce', do: 'delay', ms: 400 });
    expect(await took('late')).toBeGreaterThanOrEqual(399);
    tap.fault({ on: 'Produce', do: 'throttle', ms: 600 });
    await took('throttled');
    expect(await took('next')).toBeGreaterThanOrEqual(400);
    await producer.disconnect();
    expect(await valuesOf(topic)).toEqual(['warm', 'late', 'throttled', 'next']);
  });

  test('taking over a transactional id is told from asking for a producer id', async () => {
    await using tap = await quiet();
    const taking = tap.fault({ on: 'InitProducerId', transactional: true, do: 'delay', ms: 1 });
    const asking = tap.fault({ on: 'InitProducerId', transactional: false, do: 'delay', ms: 1 });
    const plain = producers[client](tap, true);
    await plain.connect();
    await eventually(() => asking.fallen > 0, { describe: 'a producer id to be asked for' });
    expect(taking.fallen).toBe(0);
    await plain.disconnect();
    const transactionalId = newName('shop');
    if (client === 'kafkajs') {
      const producer = kafkajs(tap).producer({ transactionalId });
      await producer.connect();
      await (await producer.transaction()).abort();
      await producer.disconnect();
    } else {
      const producer = confluents(tap).producer({ kafkaJS: { transactionalId } });
      await producer.connect();
      await producer.disconnect();
    }
    expect([taking.fallen, asking.fallen]).toEqual([1, 1]);
  });

  test('it comes in after two connections that were refused', async () => {
    const topic = await newTopic();
    await using tap = await quiet();
    tap.fault({ on: 'connection', times: 2, do: 'refuse' });
    const producer = producers[client](tap, false);
    await producer.connect();
    await producer.send({ topic, messages: [{ value: 'x' }] });
    await producer.disconnect();
    expect(tap.refused).toBe(2);
    expect(await valuesOf(topic)).toEqual(['x']);
  });
});

test('what is held reaches the broker when its order is lifted, whether the client lives or not', async () => {
  const topic = await newTopic();
  await using tap = await quiet();
  const sockets: Socket[] = [];
  const dying = new Kafka({
    ...tap.connection,
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    requestTimeout: 500,
    socketFactory({ host, port, onConnect }) {
      const socket = connect({ host, port }, onConnect);
      sockets.push(socket);
      return socket;
    },
  }).producer();
  await dying.connect();
  const held = tap.fault({ on: 'Produce', do: 'hold' });
  const sending = dying.send({ topic, messages: [{ value: 'of the dead one' }] });
  await eventually(() => held.fallen > 0, { describe: 'the request at the door' });
  for (const socket of sockets) socket.destroy();
  await expect(sending).rejects.toThrow('Produce');
  const living = kafkajs(tap).producer();
  await living.connect();
  await living.send({ topic, messages: [{ value: 'of another one' }] });
  const again = tap.fault({ on: 'Produce', do: 'hold' });
  const waiting = living.send({ topic, messages: [{ value: 'of a living one' }] });
  await eventually(() => again.fallen > 0, { describe: 'the request at the door' });
  expect(await valuesOf(topic)).toEqual(['of another one']);
  held.lift();
  await eventually(async () => (await valuesOf(topic)).includes('of the dead one'), { describe: 'what was held' });
  again.lift();
  await waiting;
  await living.disconnect();
  expect(await valuesOf(topic)).toEqual(['of another one', 'of the dead one', 'of a living one']);
});

test('of many requests the one with the key is lost', async () => {
  const topic = await newTopic();
  await using tap = await quiet();
  const producer = producers.kafkajs(tap, false);
  await producer.connect();
  tap.fault({ on: 'Produce', key: 'b', do: 'lose-answer' });
  for (const key of ['a', 'b', 'c']) await producer.send({ topic, messages: [{ key, value: key }] });
  await producer.disconnect();
  expect(await valuesOf(topic)).toEqual(['a', 'b', 'b', 'c']);
});

test('a member whose heartbeat is answered with a rebalance joins again; a refused commit and fetch are tried again', async () => {
  const topic = await newTopic();
  const groupId = newName('readers');
  await observer.produce(topic, [{ value: '1' }, { value: '2' }]);
  await using tap = await quiet();
  const consumer = kafkajs(tap).consumer({ groupId, heartbeatInterval: 100, maxWaitTimeInMs: 100 });
  const seen: string[] = [];
  tap.fault({ on: 'Fetch', do: 'refuse', with: 'NOT_LEADER_OR_FOLLOWER' });
  tap.fault({ on: 'OffsetCommit', do: 'refuse', with: 'COORDINATOR_LOAD_IN_PROGRESS' });
  tap.fault({ on: 'JoinGroup', do: 'refuse', with: 'COORDINATOR_NOT_AVAILABLE' });
  tap.fault({ on: 'Heartbeat', nth: 2, do: 'refuse', with: 'REBALANCE_IN_PROGRESS' });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: async ({ message }) => void seen.push(String(message.value)),
  });
  const all = () => tap.faults.length === 4 && tap.count('JoinGroup') >= 3;
  await eventually(all, { within: 30_000, describe: 'all four to have fallen, and the member to have joined again' });
  const committed = async () => (await observer.committed(groupId, topic))[0] === 2;
  await eventually(committed, { within: 10_000, describe: 'both records to be committed' });
  await consumer.disconnect();
  expect(new Set(seen)).toEqual(new Set(['1', '2']));
});
