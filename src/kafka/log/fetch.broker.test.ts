import { expect, inject, test } from 'vitest';
import { eventually } from '../../testkit/eventually.ts';
import { clusterOf, quietKafka } from '../kafkajs-cluster.ts';
import { Observer } from '../../testkit/observer.ts';
import { uniqueName } from '../../testkit/unique-name.ts';
import { wireTap } from '../../lab/door/wire-tap.ts';
import { fetchPartition } from './fetch.ts';

const { connection } = inject('workbook');

test('first fetches that come at once share a connection, and none is left behind', async () => {
  const topic = uniqueName('topic');
  await using observer = new Observer(connection);
  await observer.createTopic(topic, { partitions: 3 });
  await using tap = await wireTap(connection);
  const cluster = clusterOf(quietKafka(tap.connection, 'several'));
  await cluster.connect();
  const broker = await cluster.brokerPool.findConnectedBroker();
  const opened = tap.connectionsOpened;
  // On a cluster of several brokers this one need not lead all partitions: what it answers does not matter here.
  await Promise.allSettled(
    [0, 1, 2].map((partition) => fetchPartition(broker, { topic, partition, offset: 0, scope: 'decided' })),
  );
  expect(tap.connectionsOpened - opened).toBe(1);
  await cluster.disconnect();
  const hungUp = () => tap.openConnections() === 0;
  expect(await eventually(hungUp, { within: 30_000, describe: 'the cluster to hang up' })).toBe(true);
});
