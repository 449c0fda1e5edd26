// One look at a cluster: its brokers, topics, groups and transactions, as they are now.
import type { Admin } from 'kafkajs';
import type { Cluster } from '../../kafka/cluster.ts';
import { readCommitted, readGroup } from '../../kafka/groups.ts';
import type { GroupLook } from './group-state.ts';
import { readTransactions, type TransactionState } from '../../kafka/transactions.ts';
import type { FollowedPartition } from './tail.ts';

export interface Look {
  /** Every partition that has a leader, of the topics that are wanted. */
  readonly partitions: readonly FollowedPartition[];
  /** Names of all groups; those in `groups` were looked at this time. */
  readonly groupIds: readonly string[];
  readonly groups: readonly GroupLook[];
  readonly transactions: readonly TransactionState[];
}

export interface Sources {
  readonly cluster: Cluster;
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
    sources.cluster.metadata(),
    readGroups(sources, urgency),
    readTransactions(sources.cluster),
  ]);
  const partitions = metadata.topicMetadata
    .filter(({ topic, topicErrorCode }) => topicErrorCode === 0 && !topic.startsWith('__') && sources.isWanted(topic))
    .flatMap(({ topic, partitionMetadata }) =>
      partitionMetadata.map(({ partitionId, leader }) => ({ topic, partition: partitionId, leader })),
    )
    .filter(({ leader }) => leader >= 0);
  const wanted = transactions.filter(({ id }) => sources.isWanted(id));
  return { partitions, groupIds, groups, transactions: wanted };
}

async function readGroups({ cluster, admin, isWanted }: Sources, urgency: Urgency) {
  const listed = await admin.listGroups();
  const groupIds = listed.groups.map(({ groupId }) => groupId).filter(isWanted);
  const first = groupIds.toSorted((a, b) => urgency(b) - urgency(a) || b.localeCompare(a)).slice(0, mostGroups);
  const looks = await Promise.allSettled(first.map(async (id) => lookAtGroup(cluster, id)));
  return { groupIds, groups: looks.flatMap((look) => (look.status === 'fulfilled' ? [look.value] : [])) };
}

async function lookAtGroup(cluster: Cluster, id: string): Promise<GroupLook> {
  const [group, committed] = await Promise.all([readGroup(cluster, id), readCommitted(cluster, id)]);
  return { group, committed };
}
