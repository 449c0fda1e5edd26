import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../testkit/eventually.ts';
import { ensure } from '../../setup/start-setup.ts';
import { readGuardRecord } from '../broker/run-folder.ts';
import { describeTopics } from '../../kafka/requests/leadership.ts';
import { ClusterKeeper, type HeldCluster } from './cluster-keeper.ts';
import { leaderOf, leadingController, newTopic, nodeId, partitionOf, patientProducer } from './drill.fixture.ts';
import { askAny, isWhole } from './look.ts';
import type { Phase } from '../phase.ts';

const keeper = new ClusterKeeper();
const signal = new AbortController().signal;
const phases: Phase[] = [];
const hold = (): Promise<HeldCluster> => keeper.hold({ signal, onPhase: (phase) => phases.push(phase) });

beforeAll(async () => {
  await ensure(['java', 'jars']);
}, 300_000);
afterAll(() => keeper[Symbol.asyncDispose]());

const addressesOf = ({ cluster }: HeldCluster): string[] => cluster.connection.brokers;

test.for(['leader', 'controller'] as const)(
  'the %s can be killed, and what three replicas hold takes confirmed writes again',
  { timeout: 120_000 },
  async (role) => {
    using held = await hold();
    const { cluster } = held;
    const topic = await newTopic(cluster, `killed-${role}`);
    const producer = await patientProducer(cluster.connection);
    await producer.send({ topic, acks: -1, messages: [{ value: 'before' }] });
    const victim = role === 'leader' ? await leaderOf(cluster, topic) : await leadingController(cluster);
    await cluster.order(victim, 'kill');
    await producer.send({ topic, acks: -1, messages: [{ value: 'after' }] });
    expect(await leaderOf(cluster, topic)).not.toBe(victim);
    expect((await partitionOf(cluster, topic)).isr).not.toContain(victim);
  },
);

test('a drill gets the cluster alone, whole, and without what the one before left', { timeout: 120_000 }, async () => {
  const order: string[] = [];
  const first = await hold();
  const topic = await newTopic(first.cluster, 'left-behind');
  const [dead = 0, frozen = 0] = (await partitionOf(first.cluster, topic)).replicas;
  await first.cluster.order(nodeId(dead), 'kill');
  await first.cluster.order(nodeId(frozen), 'freeze');
  const second = (async () => {
    using held = await hold();
    order.push('second');
    expect(held.cluster.clusterId).toBe(first.cluster.clusterId);
    expect(await isWhole(addressesOf(held), 3)).toBe(true);
    const { partitions } = await askAny(addressesOf(held), describeTopics);
    expect(partitions.filter((each) => !each.topic.startsWith('__'))).toEqual([]);
    expect(partitions.every(({ leader, replicas }) => leader === replicas[0])).toBe(true);
  })();
  order.push('first');
  first[Symbol.dispose]();
  await second;
  expect(order).toEqual(['first', 'second']);
  expect(phases.map(({ kind }) => kind)).toContain('cluster-busy');
});

test('a cluster that has lost its guard is replaced by another', { timeout: 120_000 }, async () => {
  const first = await hold();
  const { clusterId, run } = first.cluster;
  const guard = await readGuardRecord(run.folder);
  process.kill(guard?.pid ?? 0, 'SIGKILL');
  await eventually(() => first.cluster.lost.aborted, { describe: 'the cluster to be lost' });
  first[Symbol.dispose]();
  using next = await hold();
  expect(next.cluster.clusterId).not.toBe(clusterId);
  expect(await isWhole(addressesOf(next), 3)).toBe(true);
});
