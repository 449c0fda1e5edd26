// kafkajs' own connection to a cluster, below its admin and consumer: a fetch of a partition needs no group and no join.
// It is not public API, but kafkajs has had no release since 2023 and is pinned here; only what is used is declared.
import type { Kafka } from 'kafkajs';

export interface PartitionMetadata {
  readonly partitionErrorCode: number;
  readonly partitionId: number;
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}

export interface Metadata {
  readonly clusterId: string;
  readonly controllerId: number;
  readonly brokers: readonly { nodeId: number; host: string; port: number }[];
  readonly topicMetadata: readonly { topic: string; topicErrorCode: number; partitionMetadata: PartitionMetadata[] }[];
}

interface TopicRequest<P> {
  readonly topic: string;
  readonly partitions: readonly P[];
}

export interface GroupDescription {
  readonly groupId: string;
  readonly state: string;
  readonly protocolType: string;
  readonly protocol: string;
  readonly members: readonly {
    memberId: string;
    clientId: string;
    clientHost: string;
    memberMetadata: Buffer;
    memberAssignment: Buffer;
  }[];
}

export interface KafkaBroker {
  /** What the broker says it understands, by the number of the request; null before it was asked. */
  readonly versions: Readonly<Record<number, { minVersion: number; maxVersion: number }>> | null;
  metadata(topics: readonly string[]): Promise<Metadata>;
  listOffsets(request: {
    isolationLevel: 0 | 1;
    topics: readonly TopicRequest<{ partition: number; timestamp: string }>[];
  }): Promise<{ responses: { topic: string; partitions: { partition: number; offset: string }[] }[] }>;
  offsetFetch(request: { groupId: string; topics: readonly TopicRequest<{ partition: number }>[] }): Promise<{
    responses: { topic: string; partitions: { partition: number; offset: string; metadata: string }[] }[];
  }>;
  offsetCommit(request: {
    groupId: string;
    groupGenerationId: number;
    memberId: string;
    topics: readonly TopicRequest<{ partition: number; offset: string }>[];
  }): Promise<unknown>;
  createTopics(request: {
    topics: readonly {
      topic: string;
      numPartitions: number;
      replicationFactor: number;
      configEntries: readonly { name: string; value: string }[];
    }[];
  }): Promise<unknown>;
  deleteRecords(request: { topics: readonly TopicRequest<{ partition: number; offset: string }>[] }): Promise<unknown>;
  describeConfigs(request: { resources: readonly { type: number; name: string }[] }): Promise<{
    resources: { configEntries: { configName: string; configValue: string }[] }[];
  }>;
  describeGroups(request: { groupIds: readonly string[] }): Promise<{ groups: GroupDescription[] }>;
  leaveGroup(request: { groupId: string; memberId: string }): Promise<unknown>;
  /** Sends any request, and reads its answer as told. */
  readonly connectionPool: {
    /** Opens the connection for requests of this kind, if it is not open. */
    getConnectionByRequest(exchange: { request: KafkajsRequest }): Promise<unknown>;
    send<Answer>(exchange: {
      request: KafkajsRequest;
      response: { decode(raw: Buffer): Promise<Answer>; parse(answer: Answer): Promise<Answer> };
    }): Promise<Answer>;
  };
}

/** A request as kafkajs encodes it. */
export interface KafkajsRequest {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly apiName: string;
  encode(): Promise<unknown>;
}

export interface KafkajsCluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  findBroker(options: { nodeId: number }): Promise<KafkaBroker>;
  findGroupCoordinator(options: { groupId: string }): Promise<KafkaBroker>;
  readonly brokerPool: { findConnectedBroker(): Promise<KafkaBroker> };
}

/** The cluster object of a kafkajs client; `connect()` it before use. */
export function clusterOf(kafka: Kafka): KafkajsCluster {
  const key = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === createClusterKey);
  const create: unknown = key && Reflect.get(kafka, key);
  if (typeof create !== 'function') throw new Error(`This version of kafkajs has no ${createClusterKey}.`);
  // Private to kafkajs, so no type of its own describes what comes back: the interfaces above do.
  return create({ metadataMaxAge: 300_000, allowAutoTopicCreation: false });
}

const createClusterKey = 'private:Kafka:createCluster';
