// The suite's own eyes on the broker: its client, its connection, no consumer group. What a test says is true of the
// broker comes from here, never from the learner's code.
import { Partitioners, type Kafka, type Message } from 'kafkajs';
import { eventually } from './eventually.ts';
import {
  clusterOf,
  quietKafka,
  type KafkaBroker,
  type KafkaCluster,
  type Metadata,
  type PartitionMetadata,
} from '../kafka/kafkajs-cluster.ts';
import type { LabConnection } from './lab.ts';
import {
  readCommitted,
  readGroup,
  removeMembers,
  writeCommitted,
  type ObservedGroup,
} from '../kafka/observed-groups.ts';
import { readEnds, readPartitions, type Isolation, type ObservedRecord } from '../kafka/observed-records.ts';

/** Records in one request. */
const atOnce = 1_000;

export interface TopicShape {
  /** 1 where not said. */
  readonly partitions?: number;
  /** Topic settings such as `{ 'cleanup.policy': 'compact' }`. */
  readonly config?: Readonly<Record<string, string>>;
}

export class Observer implements AsyncDisposable {
  readonly #kafka: Kafka;
  readonly #cluster: KafkaCluster;
  #connected: Promise<KafkaCluster> | undefined;

  constructor(connection: LabConnection) {
    this.#kafka = quietKafka(connection, 'workbook-observer');
    this.#cluster = clusterOf(this.#kafka);
  }

  /** Opens the connection ahead of the first question. */
  async connect(): Promise<void> {
    await this.#open();
  }

  /** Cluster id, controller and brokers with their advertised addresses. */
  async cluster(): Promise<Pick<Metadata, 'clusterId' | 'controllerId' | 'brokers'>> {
    const broker = await this.#anyBroker();
    const { clusterId, controllerId, brokers } = await broker.metadata([]);
    return { clusterId, controllerId, brokers };
  }

  /** Creates a topic and waits until every partition has a leader. */
  async createTopic(topic: string, { partitions = 1, config = {} }: TopicShape = {}): Promise<void> {
    const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
    const broker = await this.#anyBroker();
    await broker.createTopics({ topics: [{ topic, numPartitions: partitions, replicationFactor: -1, configEntries }] });
    await eventually(async () => this.#isReady(topic, partitions), {
      describe: `the topic ${topic} to have ${partitions} partitions with a leader`,
    });
  }

  // A partition can have a leader in the metadata before that leader takes requests for it: only asking it tells.
  async #isReady(topic: string, count: number): Promise<boolean> {
    const partitions = await this.partitions(topic);
    if (partitions.length !== count) return false;
    await readEnds(await this.#open(), topic, partitions);
    return true;
  }

  /** Partitions with leader, replicas and in-sync replicas; empty where there is no such topic (yet). */
  async partitions(topic: string): Promise<PartitionMetadata[]> {
    const broker = await this.#anyBroker();
    try {
      const { topicMetadata } = await broker.metadata([topic]);
      return topicMetadata[0]?.partitionMetadata.toSorted((a, b) => a.partitionId - b.partitionId) ?? [];
    } catch (error) {
      if (isMissingTopic(error)) return [];
      throw error;
    }
  }

  /** Every record that stands in the topic now, by partition and offset; none where there is no such topic. */
  async records(topic: string, { isolation = 'committed' }: { isolation?: Isolation } = {}): Promise<ObservedRecord[]> {
    return readPartitions(await this.#open(), topic, await this.partitions(topic), isolation);
  }

  /** Waits until the topic holds at least `count` records and returns all of them. */
  async waitForRecords(topic: string, count: number, options: { within?: number; usually?: string } = {}) {
    let seen: ObservedRecord[] = [];
    const enough = async () => {
      seen = await this.records(topic);
      return seen.length >= count && seen;
    };
    return eventually(enough, {
      describe: `${count} ${count === 1 ? 'record' : 'records'} in the topic ${topic}`,
      seen: () => `${seen.length} ${seen.length === 1 ? 'record' : 'records'}`,
      ...options,
    });
  }

  /** The offset that the next record gets, by partition. */
  async endOffsets(topic: string): Promise<number[]> {
    return readEnds(await this.#open(), topic, await this.partitions(topic));
  }

  /** Offsets that a group has committed, by partition; partitions without a commit are left out. */
  async committed(groupId: string, topic: string): Promise<Record<number, number>> {
    const partitions = (await this.partitions(topic)).map(({ partitionId }) => partitionId);
    return readCommitted(await this.#open(), groupId, topic, partitions);
  }

  /** Makes a group that has read up to these offsets, by partition, without anybody reading: `{ 0: 4, 1: 4 }`. */
  async commit(groupId: string, topic: string, offsets: Readonly<Record<number, number>>): Promise<void> {
    await writeCommitted(await this.#open(), groupId, topic, offsets);
  }

  /** State, assignor and members of a group; state `Dead` where there is none. */
  async group(groupId: string): Promise<ObservedGroup> {
    return readGroup(await this.#open(), groupId);
  }

  /** Takes the members of a group out of it, for a test that has killed them: the group need not wait for their session. */
  async removeMembers(groupId: string): Promise<void> {
    await removeMembers(await this.#open(), groupId);
  }

  /** Settings in force on a topic, defaults included. */
  async topicConfig(topic: string): Promise<Record<string, string>> {
    const broker = await this.#anyBroker();
    const { resources } = await broker.describeConfigs({ resources: [{ type: topicResource, name: topic }] });
    const entries = resources.flatMap(({ configEntries }) => configEntries);
    return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
  }

  /** Writes records for the learner's code to read (acks=all). */
  async produce(topic: string, messages: Message[]): Promise<void> {
    const producer = this.#kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    // A request of too many records is larger than a broker takes.
    for (let from = 0; from < messages.length || from === 0; from += atOnce) {
      await producer.send({ topic, messages: messages.slice(from, from + atOnce) });
    }
    await producer.disconnect();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#connected) await this.#cluster.disconnect();
  }

  #open(): Promise<KafkaCluster> {
    this.#connected ??= this.#cluster.connect().then(
      () => this.#cluster,
      (error: unknown) => {
        this.#connected = undefined;
        throw error;
      },
    );
    return this.#connected;
  }

  async #anyBroker(): Promise<KafkaBroker> {
    return (await this.#open()).brokerPool.findConnectedBroker();
  }
}

/** Kafka's number for a topic among the things that have settings. */
const topicResource = 2;

const isMissingTopic = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && error.type === 'UNKNOWN_TOPIC_OR_PARTITION';
