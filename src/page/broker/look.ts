// One look at a cluster: its brokers, topics, groups and transactions, as they are now.
import type { Admin } from 'kafkajs';
import type { KafkaCluster, Metadata } from '../../kafka/kafkajs-cluster.ts';
import { readGroup } from '../../kafka/observed-groups.ts';
import type { GroupLook } from './group-state.ts';
import { listTransactions, type TransactionState } from '../../kafka/list-transactions.ts';
import type { FollowedPartition } from './tail.ts';

export interface Look {
  readonly clusterId: string;
  readonly controllerId: number;
  readonly brokers: Metadata['brokers'];
  /** Every partition that has a leader, of the topics that are wanted. */
  readonly partitions: readonly FollowedPartition[];
  /** Names of all groups; those in `groups` were looked at this time. */
  readonly groupIds: readonly string[];
  readonly groups: readonly GroupLook[];
  readonly transactions: readonly TransactionState[];
}

export interface Sources {
  readonly cluster: KafkaCluster;
  readonly admin: Admin;
  /** Which topics, groups and transactions are the learner's. */
  readonly isWanted: (name: string) => boolean;
}

/** How much a group should be looked at now: where there are many, those with the greatest number are. */
export type Urgency = (groupId: string) => number;

/** Groups asked for in one look. */
const mostGroups = 16;

/** Asks the cluster for everything; what one broker or group does not answer is left out of this look. */
export async function lookAt(sources: Sources, urgency: Urgency): Promise<Look> {
  const [metadata, { groupIds, groups }, transactions] = await Promise.all([
    readMetadata(sources.cluster),
    readGroups(sources, urgency),
    readTransactions(sources),
  ]);
  const { clusterId, controllerId, brokers, topicMetadata } = metadata;
  const partitions = topicMetadata
    .filter(({ topic, topicErrorCode }) => topicErrorCode === 0 && !topic.startsWith('__') && sources.isWanted(topic))
    .flatMap(({ topic, partitionMetadata }) =>
      partitionMetadata.map(({ partitionId, leader }) => ({ topic, partition: partitionId, leader })),
    )
    .filter(({ leader }) => leader >= 0);
  return { clusterId, controllerId, brokers, partitions, groupIds, groups, transactions };
}

async function readMetadata(cluster: KafkaCluster): Promise<Metadata> {
  const broker = await cluster.brokerPool.findConnectedBroker();
  return broker.metadata([]);
}

async function readGroups({ cluster, admin, isWanted }: Sources, urgency: Urgency) {
  const listed = await admin.listGroups();
  const groupIds = listed.groups.map(({ groupId }) => groupId).filter(isWanted);
  const first = groupIds.toSorted((a, b) => urgency(b) - urgency(a) || b.localeCompare(a)).slice(0, mostGroups);
  const looks = await Promise.allSettled(first.map(async (id) => lookAtGroup(cluster, id)));
  return { groupIds, groups: looks.flatMap((look) => (look.status === 'fulfilled' ? [look.value] : [])) };
}

async function lookAtGroup(cluster: KafkaCluster, id: string): Promise<GroupLook> {
  const coordinator = await cluster.findGroupCoordinator({ groupId: id });
  const [group, { responses }] = await Promise.all([
    readGroup(cluster, id),
    coordinator.offsetFetch({ groupId: id, topics: [] }),
  ]);
  const committed = responses.flatMap(({ topic, partitions }) =>
    partitions.map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) })),
  );
  return { group, committed: committed.filter(({ offset }) => offset >= 0) };
}

async function readTransactions({ cluster, isWanted }: Sources): Promise<TransactionState[]> {
  const broker = await cluster.brokerPool.findConnectedBroker();
  const { brokers } = await broker.metadata([]);
  const found = await Promise.allSettled(
    brokers.map(async ({ nodeId }) => listTransactions(await cluster.findBroker({ nodeId }))),
  );
  const all = found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  return all.filter(({ id }) => isWanted(id)).toSorted((a, b) => a.id.localeCompare(b.id));
}
