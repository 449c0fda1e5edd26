import { expect, inject, test } from 'vitest';
import { wireTap } from '../lab/door/wire-tap.ts';
import { eventually } from './eventually.ts';
import { Observer } from './observer.ts';
import { uniqueName } from './unique-name.ts';

const { connection } = inject('workbook');

test('first fetches that come at once share a connection, and none is left behind', async () => {
  const topic = uniqueName('topic');
  await using maker = new Observer(connection);
  await maker.createTopic(topic, { partitions: 3 });
  await using tap = await wireTap(connection);
  const observer = new Observer(tap.connection);
  await observer.endOffsets(topic);
  const opened = tap.connectionsOpened;
  await observer.records(topic);
  const { brokers } = await maker.cluster();
  expect(tap.count('Fetch')).toBe(3);
  expect(tap.connectionsOpened - opened).toBeLessThanOrEqual(brokers.length);
  await observer[Symbol.asyncDispose]();
  const hungUp = () => tap.openConnections() === 0;
  expect(await eventually(hungUp, { within: 30_000, describe: 'the observer to hang up' })).toBe(true);
});
