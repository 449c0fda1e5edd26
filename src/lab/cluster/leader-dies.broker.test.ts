// What a leader's death does to records, each time: the facts on which lessons and drills about confirmation rest.
import type { Producer } from 'kafkajs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ensure } from '../../setup/start-setup.ts';
import { wireTap, type WireTap } from '../door/wire-tap.ts';
import { eventually } from '../../testkit/eventually.ts';
import { startCluster, type LabCluster } from './cluster.ts';
import type { NodeId } from './cluster-settings.ts';
import { leaderOf, newTopic, nodeId, partitionOf, patienceMs, patientProducer, valuesIn } from './drill.fixture.ts';

const signal = new AbortController().signal;
let cluster: LabCluster;
let tap: WireTap;
let atFault = (): void => undefined;

beforeAll(async () => {
  await ensure(['java', 'jars']);
  cluster = await startCluster({ signal });
  tap = await wireTap(cluster.connection, { log: () => atFault() });
}, 300_000);
afterAll(async () => {
  await tap[Symbol.asyncDispose]();
  await cluster[Symbol.asyncDispose]();
});

afterEach(async () => {
  tap.comeBack();
  await cluster.restore(AbortSignal.timeout(patienceMs));
});

interface Drill {
  readonly topic: string;
  readonly producer: Producer;
  readonly leader: NodeId;
  readonly followers: readonly NodeId[];
}

/** A topic with a record that all replicas have, and a producer that is connected to its leader by a door. */
async function begin(name: string, config: { idempotent?: boolean } = {}): Promise<Drill> {
  const topic = await newTopic(cluster, name);
  const producer = await patientProducer(tap.connection, config);
  await producer.send({ topic, acks: -1, messages: [{ value: 'first' }] });
  const leader = await leaderOf(cluster, topic);
  const { replicas } = await partitionOf(cluster, topic);
  return { topic, producer, leader, followers: replicas.filter((id) => id !== leader).map(nodeId) };
}

async function killLeader({ leader }: Drill): Promise<void> {
  await cluster.order(leader, 'kill');
}

/** A follower, which may have been frozen, leads. */
async function goOn({ topic, leader, followers }: Drill): Promise<void> {
  for (const each of followers) if (cluster.stateOf(each) === 'frozen') await cluster.order(each, 'thaw');
  const another = async (): Promise<boolean> => {
    const { leader: now } = await partitionOf(cluster, topic);
    return now !== undefined && now !== leader;
  };
  await eventually(another, {
    within: patienceMs,
    describe: 'a new leader',
  });
}

const freeze = async ({ followers }: Drill): Promise<void> => {
  for (const each of followers) await cluster.order(each, 'freeze');
};

async function copies({ topic }: Drill, value: string): Promise<number> {
  return (await valuesIn(cluster, topic)).filter((each) => each === value).length;
}

/** Resolves when an answer to the producer is lost at the door, which is closed from then on. */
function onceLost({ topic }: Drill): Promise<void> {
  tap.fault({ on: 'Produce', topic, do: 'lose-answer' });
  const lost = Promise.withResolvers<void>();
  atFault = () => {
    tap.goAway();
    lost.resolve();
  };
  return lost.promise;
}

test('with acks=1 what was confirmed is lost with its leader', { timeout: 120_000 }, async () => {
  const drill = await begin('acks-1');
  await freeze(drill);
  const confirmed = ['one', 'two', 'three', 'four'];
  // More than one: a fetch that was open when the followers froze still carries the first, on a busy machine the second, too.
  for (const value of confirmed) await drill.producer.send({ topic: drill.topic, acks: 1, messages: [{ value }] });
  expect((await partitionOf(cluster, drill.topic)).isr).toHaveLength(3);
  await killLeader(drill);
  await goOn(drill);
  const left = await valuesIn(cluster, drill.topic);
  expect(left).toContain('first');
  expect(confirmed.filter((value) => !left.includes(value)).length).toBeGreaterThan(0);
});

test.for([
  { name: 'without idempotence', idempotent: false, times: 2 },
  { name: 'with idempotence', idempotent: true, times: 1 },
])(
  'with acks=all nothing that is confirmed is lost; $name it is there $times times',
  { timeout: 120_000 },
  async ({ idempotent, times }) => {
    const drill = await begin(`acks-all-${String(idempotent)}`, { idempotent });
    // All replicas have it, and the producer does not hear so: nothing answers it until another leads.
    const isLost = onceLost(drill);
    const sending = drill.producer.send({ topic: drill.topic, acks: -1, messages: [{ value: 'order' }] });
    await isLost;
    await killLeader(drill);
    await goOn(drill);
    tap.comeBack();
    await sending;
    expect(await copies(drill, 'order')).toBe(times);
  },
);

test(
  'a client finds the next leader, also where the dead one stands first in its list',
  { timeout: 120_000 },
  async () => {
    const topic = await newTopic(cluster, 'first-of-the-list');
    const leader = await leaderOf(cluster, topic);
    const { brokers } = tap.connection;
    const first = brokers.splice(leader - 1, 1);
    const producer = await patientProducer({ brokers: [...first, ...brokers] }, { idempotent: true });
    await producer.send({ topic, messages: [{ value: 'first' }] });
    tap.delayAnswers(Infinity);
    const sending = producer.send({ topic, messages: [{ value: 'order' }] });
    await eventually(async () => (await valuesIn(cluster, topic)).length === 2, {
      within: patienceMs,
      describe: 'the broker to have the order',
    });
    await cluster.order(leader, 'kill');
    tap.cut();
    tap.delayAnswers(0);
    await sending;
    expect(await valuesIn(cluster, topic)).toEqual(['first', 'order']);
  },
);
