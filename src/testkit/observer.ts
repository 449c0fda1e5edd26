// The suite's own eyes on the broker: its client, its connection, no consumer group. What a test says is true of the
// broker comes from here, never from the learner's code.
import { Partitioners, type Message } from 'kafkajs';
import { patientClient } from '../kafka/client.ts';
import { Cluster, type Metadata, type PartitionMetadata } from '../kafka/cluster.ts';
import { readCommitted, readGroup, removeMembers, writeCommitted, type ObservedGroup } from '../kafka/groups.ts';
import { deleteRecords, readOffsets, type LedPartition } from '../kafka/offsets.ts';
import { readRecords, type Isolation, type ObservedRecord } from '../kafka/records.ts';
import { createTopic, readPartitions, readTopicConfig, type TopicShape } from '../kafka/topics.ts';
import { readTransactions, type TransactionState } from '../kafka/transactions.ts';
import { eventually } from './eventually.ts';
import type { LabConnection } from './lab.ts';
import { words } from './words.ts';

export type { TopicShape };

/** Records in one request. */
const atOnce = 1_000;
const clientId = 'workbook-observer';

export class Observer implements AsyncDisposable {
  readonly #connection: LabConnection;
  readonly #cluster: Cluster;

  constructor(connection: LabConnection) {
    this.#connection = connection;
    this.#cluster = new Cluster(connection, clientId);
  }

  /** Opens the connection ahead of the first question. */
  async connect(): Promise<void> {
    await this.#cluster.connect();
  }

  /** Cluster id, controller and brokers with their advertised addresses. */
  async cluster(): Promise<Pick<Metadata, 'clusterId' | 'controllerId' | 'brokers'>> {
    const { clusterId, controllerId, brokers } = await this.#cluster.metadata();
    return { clusterId, controllerId, brokers };
  }

  /** Creates a topic and waits until every partition has a leader. */
  async createTopic(topic: string, shape: TopicShape = {}): Promise<void> {
    const { partitions = 1 } = shape;
    await createTopic(this.#cluster, topic, shape);
    await eventually(async () => this.#isReady(topic, partitions), {
      describe: words.ready(topic, partitions),
    });
  }

  // A partition can have a leader in the metadata before that leader takes requests for it: only asking it tells.
  async #isReady(topic: string, count: number): Promise<boolean> {
    return (await this.endOffsets(topic)).length === count;
  }

  /** Partitions with leader, replicas and in-sync replicas; empty where there is no such topic (yet). */
  async partitions(topic: string): Promise<PartitionMetadata[]> {
    return readPartitions(this.#cluster, topic);
  }

  /** Every record that stands in the topic now, by partition and offset; none where there is no such topic. */
  async records(topic: string, { isolation = 'committed' }: { isolation?: Isolation } = {}): Promise<ObservedRecord[]> {
    return readRecords(this.#cluster, await this.#led(topic), isolation);
  }

  /** Waits until the topic holds at least `count` records and returns all of them. */
  async waitForRecords(topic: string, count: number, options: { within?: number; usually?: string } = {}) {
    let seen: ObservedRecord[] = [];
    const enough = async () => {
      seen = await this.records(topic);
      return seen.length >= count && seen;
    };
    return eventually(enough, {
      describe: words.recordsIn(topic, count),
      seen: () => words.records(seen.length),
      ...options,
    });
  }

  /** The offset that the next record gets, by partition. */
  async endOffsets(topic: string): Promise<number[]> {
    return readOffsets(this.#cluster, await this.#led(topic), 'next');
  }

  /** The offset of the first record that is still there, by partition; where there is none, that of the next. */
  async firstOffsets(topic: string): Promise<number[]> {
    return readOffsets(this.#cluster, await this.#led(topic), 'first');
  }

  /** Takes away what stands before these offsets, by partition, as retention does: `{ 0: 4 }` leaves 4 and what follows. */
  async deleteRecords(topic: string, before: Readonly<Record<number, number>>): Promise<void> {
    for (const place of await this.#led(topic)) {
      const offset = before[place.partition];
      if (offset !== undefined) await deleteRecords(this.#cluster, place, offset);
    }
  }

  /** Offsets that a group has committed, by partition; partitions without a commit are left out. */
  async committed(groupId: string, topic: string): Promise<Record<number, number>> {
    const all = await readCommitted(this.#cluster, groupId);
    const ofTopic = all.filter((each) => each.topic === topic);
    return Object.fromEntries(ofTopic.map(({ partition, offset }) => [partition, offset]));
  }

  /** Makes a group that has read up to these offsets, by partition, without anybody reading: `{ 0: 4, 1: 4 }`. */
  async commit(groupId: string, topic: string, offsets: Readonly<Record<number, number>>): Promise<void> {
    await writeCommitted(this.#cluster, groupId, topic, offsets);
  }

  /** State, assignor and members of a group; state `Dead` where there is none. */
  async group(groupId: string): Promise<ObservedGroup> {
    return readGroup(this.#cluster, groupId);
  }

  /** Takes the members of a group out of it, for a test that has killed them: the group need not wait for their session. */
  async removeMembers(groupId: string): Promise<void> {
    await removeMembers(this.#cluster, groupId);
  }

  /** What the broker knows of a transactional id: `Ongoing` where a transaction is open, `Dead` where it has not heard of it. */
  async transaction(transactionalId: string): Promise<TransactionState['state']> {
    const all = await readTransactions(this.#cluster);
    return all.find(({ id }) => id === transactionalId)?.state ?? 'Dead';
  }

  /** Settings in force on a topic, defaults included. */
  async topicConfig(topic: string): Promise<Record<string, string>> {
    return readTopicConfig(this.#cluster, topic);
  }

  /** Writes records for the learner's code to read (acks=all). */
  async produce(topic: string, messages: Message[]): Promise<void> {
    const producer = patientClient(this.#connection, clientId).producer({
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
    await this.#cluster[Symbol.asyncDispose]();
  }

  async #led(topic: string): Promise<LedPartition[]> {
    const partitions = await this.partitions(topic);
    return partitions.map(({ partitionId: partition, leader }) => ({ topic, partition, leader }));
  }
}
