// What the brokers say of topics, and how one is made.
import type { Cluster, PartitionMetadata } from './cluster.ts';

export interface TopicShape {
  /** 1 where not said. */
  readonly partitions?: number;
  /** Topic settings such as `{ 'cleanup.policy': 'compact' }`. */
  readonly config?: Readonly<Record<string, string>>;
}

/** Makes a topic, with as many replicas as the cluster makes of every topic. Its partitions may not have a leader yet. */
export async function createTopic(cluster: Cluster, topic: string, shape: TopicShape = {}): Promise<void> {
  const { partitions: numPartitions = 1, config = {} } = shape;
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  const broker = await cluster.anyBroker();
  await broker.createTopics({ topics: [{ topic, numPartitions, replicationFactor: -1, configEntries }] });
}

/** Partitions with leader, replicas and in-sync replicas, by number; empty where there is no such topic (yet). */
export async function readPartitions(cluster: Cluster, topic: string): Promise<PartitionMetadata[]> {
  try {
    const { topicMetadata } = await cluster.metadata([topic]);
    return topicMetadata[0]?.partitionMetadata.toSorted((a, b) => a.partitionId - b.partitionId) ?? [];
  } catch (error) {
    if (isMissingTopic(error)) return [];
    throw error;
  }
}

/** Kafka's number for a topic among the things that have settings. */
const topicResource = 2;

/** Settings in force on a topic, defaults included. */
export async function readTopicConfig(cluster: Cluster, topic: string): Promise<Record<string, string>> {
  const broker = await cluster.anyBroker();
  const { resources } = await broker.describeConfigs({ resources: [{ type: topicResource, name: topic }] });
  const entries = resources.flatMap(({ configEntries }) => configEntries);
  return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
}

const isMissingTopic = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && error.type === 'UNKNOWN_TOPIC_OR_PARTITION';
