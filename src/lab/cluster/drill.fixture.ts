// What tests of the cluster share: one cluster for a file, a topic of their own, a producer that does not give up.
import { Kafka, logLevel, Partitioners, type Producer, type ProducerConfig } from 'kafkajs';
import { onTestFinished } from 'vitest';
import type { Connection } from '../../kafka/connection.ts';
import type { PartitionView } from '../../kafka/requests/leadership.ts';
import { Observer } from '../../testkit/observer.ts';
import { eventually } from '../../testkit/eventually.ts';
import type { LabCluster } from './cluster.ts';
import { nodeIds, type NodeId } from './cluster-settings.ts';
import { controllerOf, partitionSeenBy } from './look.ts';

/** Longer than anything takes here on a machine that runs other tests. */
export const patienceMs = 30_000;

/** A topic with one partition of three replicas, all of them in sync. */
export async function newTopic(cluster: LabCluster, topic: string): Promise<string> {
  await using observer = new Observer(cluster.connection);
  await observer.createTopic(topic);
  await eventually(async () => (await partitionOf(cluster, topic)).isr.length === 3, {
    within: patienceMs,
    describe: 'three replicas in sync',
  });
  return topic;
}

export async function partitionOf(cluster: LabCluster, topic: string): Promise<PartitionView> {
  const found = await partitionSeenBy(cluster.up, { topic });
  if (!found) throw new Error(`there is no topic ${topic}`);
  return found;
}

export const nodeId = (broker: number | undefined): NodeId => {
  const id = nodeIds.find((each) => each === broker);
  if (id === undefined) throw new Error(`there is no broker ${broker}`);
  return id;
};

export async function leaderOf(cluster: LabCluster, topic: string): Promise<NodeId> {
  return nodeId((await partitionOf(cluster, topic)).leader);
}

export async function leadingController(cluster: LabCluster): Promise<NodeId> {
  return nodeId(await controllerOf(cluster.connection.brokers));
}

/** A connected producer that tries again for longer than a new leader takes. */
export async function patientProducer(connection: Connection, config: ProducerConfig = {}): Promise<Producer> {
  const kafka = new Kafka({
    ...connection,
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    retry: { initialRetryTime: 50, maxRetryTime: 200, retries: 200 },
  });
  const producer = kafka.producer({ ...config, createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  onTestFinished(async () => producer.disconnect().catch(() => undefined));
  return producer;
}

/** The values that stand in a topic, by the leader that it has now. */
export async function valuesIn(cluster: LabCluster, topic: string): Promise<string[]> {
  await using observer = new Observer(cluster.connection);
  const records = await observer.records(topic);
  return records.map(({ value }) => String(value));
}
