import { Kafka, logLevel } from 'kafkajs';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { Observer } from '../testkit/observer.ts';
import { uniqueGroup, uniqueTopic } from './unique-topic.ts';
import { watchGroup } from './watch-group.ts';
import { watchTopic } from './watch-topic.ts';

const { connection, prefix } = inject('workbook');
const printed = vi.spyOn(console, 'log').mockImplementation(() => {});

beforeEach(() => {
  vi.stubEnv('WORKBOOK_CONNECTION', JSON.stringify(connection));
  vi.stubEnv('WORKBOOK_PREFIX', prefix);
  printed.mockClear();
});
afterEach(() => vi.unstubAllEnvs());

test('a topic is followed until what you wait for is there', async () => {
  await using observer = new Observer(connection);
  const topic = uniqueTopic('orders');
  await observer.createTopic(topic, { partitions: 2 });
  const view = await watchTopic(topic);
  expect(view.seen).toEqual([]);
  await observer.produce(topic, [{ key: 'a', value: 'tea' }]);
  const records = await view.until((seen) => seen.length === 1);
  expect(records).toMatchObject([{ key: 'a', value: 'tea' }]);
  await view.stop();
  expect(printed.mock.calls.join()).toMatch(/^1 record in .*orders\npartition {2}offset {2}key {2}value\n/);
});

test('what never comes is missed by name, with what was there', async () => {
  await using observer = new Observer(connection);
  const topic = uniqueTopic('empty');
  await observer.createTopic(topic);
  await using view = await watchTopic(topic);
  await expect(view.until((seen) => seen.length > 0, { seconds: 0.3 })).rejects.toThrow(
    /Waited 0\.3 s for records in .*empty/,
  );
});

test('a group is followed: who reads what, how far, and how far behind', async () => {
  await using observer = new Observer(connection);
  const [topic, groupId] = [uniqueTopic('orders'), uniqueGroup('readers')];
  await observer.createTopic(topic);
  await observer.produce(topic, [{ value: '1' }, { value: '2' }]);
  await using view = await watchGroup(groupId, topic);
  expect(view.seen).toEqual({
    state: 'Dead',
    members: 0,
    partitions: [{ partition: 0, member: undefined, committed: undefined, end: 2, lag: 2 }],
  });
  const consumer = new Kafka({ ...connection, clientId: 'reader', logLevel: logLevel.NOTHING }).consumer({
    groupId,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ autoCommitThreshold: 1, eachMessage: async () => {} });
  const [read] = (await view.until(({ partitions }) => partitions[0]?.lag === 0)).partitions;
  expect(read).toMatchObject({ member: expect.stringMatching(/^reader on /), committed: 2, end: 2 });
  await consumer.disconnect();
});
