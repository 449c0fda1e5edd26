// Groups as their coordinator sees them: of the classic protocol and of the newer one (KIP-848).
import { AssignerProtocol } from 'kafkajs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { apiKeys } from './frames/api-names.ts';
import { ask } from './kafkajs/ask.ts';
import type { GroupDescription, KafkaBroker } from './kafkajs/cluster.ts';
import { describeConsumerGroup, leaveConsumerGroup, type ConsumerGroup } from './requests/consumer-groups.ts';

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

export interface CommittedOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A group of either protocol. Throws kafkajs' error where the coordinator does not serve it within five seconds. */
export async function readGroup(cluster: Cluster, groupId: string): Promise<ObservedGroup> {
  return askCoordinator(cluster, groupId, async (coordinator) => {
    const [group] = (await coordinator.describeGroups({ groupIds: [groupId] })).groups;
    // A group of the new protocol is none of the classic one.
    if (!group || group.state === 'Dead') {
      const { state, assignor, members } = (await readConsumerGroup(coordinator, groupId)) ?? noGroup;
      return { id: groupId, state, assignor, members };
    }
    return { id: groupId, state: group.state, assignor: group.protocol, members: group.members.map(readMember) };
  });
}

const noGroup = { state: 'Dead', assignor: '', members: [] };

/** Undefined also where the broker knows nothing of the protocol. */
async function readConsumerGroup(coordinator: KafkaBroker, groupId: string): Promise<ConsumerGroup | undefined> {
  if (!coordinator.versions?.[apiKeys.consumerGroupDescribe]) return undefined;
  return ask(coordinator, describeConsumerGroup(groupId));
}

function readMember({ memberId, clientId, clientHost, memberAssignment }: GroupDescription['members'][number]) {
  const assignment = memberAssignment.length ? AssignerProtocol.MemberAssignment.decode(memberAssignment) : null;
  return { id: memberId, clientId, host: clientHost.replace(/^\//, ''), assignment: assignment?.assignment ?? {} };
}

/** Lets members leave by our hand: a process that died would count as one until its session is over, 30 s or more. */
export async function removeMembers(cluster: Cluster, groupId: string): Promise<void> {
  const { members } = await readGroup(cluster, groupId);
  const leave = (memberId: string) =>
    askCoordinator(cluster, groupId, async (coordinator) => {
      const isNew = await readConsumerGroup(coordinator, groupId);
      if (isNew) await ask(coordinator, leaveConsumerGroup(groupId, memberId));
      else await coordinator.leaveGroup({ groupId, memberId });
    });
  await Promise.all(members.map(({ id }) => leave(id)));
}

/** All offsets that the group has committed. */
export async function readCommitted(cluster: Cluster, groupId: string): Promise<CommittedOffset[]> {
  const { responses } = await askCoordinator(cluster, groupId, (coordinator) =>
    coordinator.offsetFetch({ groupId, topics: [] }),
  );
  return responses
    .flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) })),
    )
    .filter(({ offset }) => offset >= 0);
}

/** Commits offsets by partition, as somebody outside of the group: the broker takes it while the group has no members. */
export async function writeCommitted(
  cluster: Cluster,
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

const patienceMs = 5_000;
const pauseMs = 50;

// A coordinator that has just come up loads its groups first, and says so by errors that are worth another try.
async function askCoordinator<T>(
  cluster: Cluster,
  groupId: string,
  question: (coordinator: KafkaBroker) => Promise<T>,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return await question(await cluster.coordinator(groupId));
    } catch (error) {
      const retriable = error instanceof Error && 'retriable' in error && error.retriable === true;
      if (!retriable || performance.now() + pauseMs > end) throw error;
    }
    await wait(pauseMs);
  }
}
