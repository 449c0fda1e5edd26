import { AssignerProtocol } from 'kafkajs';
import { eventually } from '../testkit/eventually.ts';
import type { GroupDescription, KafkaBroker, KafkaCluster } from './kafkajs-cluster.ts';
import { describeNewProtocolGroup, leaveNewProtocolGroup } from './new-protocol-groups.ts';

export interface ObservedMember {
  readonly id: string;
  readonly clientId: string;
  readonly host: string;
  /** Partitions by topic. */
  readonly assignment: Readonly<Record<string, readonly number[]>>;
}

export interface ObservedGroup {
  readonly id: string;
  /** `Dead` where there is no such group, `Empty` where it has no members. */
  readonly state: string;
  /** Name of the assignor that the members agreed on. */
  readonly assignor: string;
  readonly members: readonly ObservedMember[];
}

/** A group as its coordinator sees it, of the classic protocol or of the new one (KIP-848). */
export async function readGroup(cluster: KafkaCluster, groupId: string): Promise<ObservedGroup> {
  const ask = async (coordinator: KafkaBroker): Promise<ObservedGroup> => {
    const [group] = (await coordinator.describeGroups({ groupIds: [groupId] })).groups;
    // A group of the new protocol is none of the classic one.
    if (!group || group.state === 'Dead') {
      const { state, assignor, members } = (await describeNewProtocolGroup(coordinator, groupId)) ?? noGroup;
      return { id: groupId, state, assignor, members };
    }
    return { id: groupId, state: group.state, assignor: group.protocol, members: group.members.map(readMember) };
  };
  return askCoordinator(cluster, groupId, ask);
}

const noGroup = { state: 'Dead', assignor: '', members: [] };

function readMember({ memberId, clientId, clientHost, memberAssignment }: GroupDescription['members'][number]) {
  const assignment = memberAssignment.length ? AssignerProtocol.MemberAssignment.decode(memberAssignment) : null;
  return { id: memberId, clientId, host: clientHost.replace(/^\//, ''), assignment: assignment?.assignment ?? {} };
}

/** Lets members leave by our hand: a process that died would count as one until its session is over, 30 s or more. */
export async function removeMembers(cluster: KafkaCluster, groupId: string): Promise<void> {
  const { members } = await readGroup(cluster, groupId);
  const leave = (memberId: string) =>
    askCoordinator(cluster, groupId, async (coordinator) => {
      const isNew = await describeNewProtocolGroup(coordinator, groupId);
      if (isNew) await leaveNewProtocolGroup(coordinator, groupId, memberId);
      else await coordinator.leaveGroup({ groupId, memberId });
    });
  await Promise.all(members.map(({ id }) => leave(id)));
}

/** Offsets that the group has committed for the topic, by partition; partitions without a commit are left out. */
export async function readCommitted(
  cluster: KafkaCluster,
  groupId: string,
  topic: string,
  partitions: readonly number[],
): Promise<Record<number, number>> {
  const wanted = partitions.map((partition) => ({ partition }));
  const ask = (coordinator: KafkaBroker) =>
    coordinator.offsetFetch({ groupId, topics: [{ topic, partitions: wanted }] });
  const { responses } = await askCoordinator(cluster, groupId, ask);
  const found = responses.flatMap((response) => response.partitions).filter(({ offset }) => Number(offset) >= 0);
  return Object.fromEntries(found.map(({ partition, offset }) => [partition, Number(offset)]));
}

/** Commits offsets by partition, as somebody outside of the group: the broker takes it while the group has no members. */
export async function writeCommitted(
  cluster: KafkaCluster,
  groupId: string,
  topic: string,
  offsets: Readonly<Record<number, number>>,
): Promise<void> {
  const partitions = Object.entries(offsets).map(([at, offset]) => ({ partition: Number(at), offset: String(offset) }));
  const outside = { groupGenerationId: -1, memberId: '' };
  await askCoordinator(cluster, groupId, (coordinator) =>
    coordinator.offsetCommit({ groupId, ...outside, topics: [{ topic, partitions }] }),
  );
}

// A coordinator that has just come up loads its groups first, and says so.
async function askCoordinator<T>(cluster: KafkaCluster, groupId: string, ask: (broker: KafkaBroker) => Promise<T>) {
  const answer = await eventually(
    async () => {
      try {
        return { value: await ask(await cluster.findGroupCoordinator({ groupId })) };
      } catch (error) {
        if (error instanceof Error && 'retriable' in error && error.retriable === true) throw error;
        return { error };
      }
    },
    { describe: `the coordinator of the group ${groupId} to answer` },
  );
  if ('error' in answer) throw answer.error;
  return answer.value;
}
