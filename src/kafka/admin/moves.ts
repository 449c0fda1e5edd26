import type { Connection as Link } from '@platformatic/kafka';
import { failOn } from '../errors.ts';
import { answered, type Library } from './outcome.ts';

export interface Move {
  readonly topic: string;
  readonly partition: number;
  /** The brokers that are to hold the partition, by node id; the first is the preferred leader. */
  readonly replicas: readonly number[];
}

/** A move that is not over: `replicas` are those of before and after together. */
export interface MoveUnderWay extends Move {
  readonly adding: readonly number[];
  readonly removing: readonly number[];
}

const timeoutMs = 10_000;

export async function startMoves(
  { alterPartitionReassignmentsV0: { api } }: Library,
  link: Link,
  moves: readonly Move[],
): Promise<void> {
  const topics = [...Map.groupBy(moves, ({ topic }) => topic)].map(([name, ofTopic]) => ({
    name,
    partitions: ofTopic.map(({ partition, replicas }) => ({ partitionIndex: partition, replicas: [...replicas] })),
  }));
  await answered('AlterPartitionReassignments', api.async(link, timeoutMs, true, topics));
}

export async function readMoves(
  { listPartitionReassignmentsV0: { api } }: Library,
  link: Link,
): Promise<MoveUnderWay[]> {
  const { errorCode, topics } = await answered('ListPartitionReassignments', api.async(link, timeoutMs, null));
  failOn('ListPartitionReassignments', errorCode);
  return topics.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionIndex, replicas, addingReplicas, removingReplicas }) => ({
      topic: name,
      partition: partitionIndex,
      replicas,
      adding: addingReplicas,
      removing: removingReplicas,
    })),
  );
}
