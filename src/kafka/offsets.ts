// Where the logs of partitions begin and end.
import type { Cluster } from './cluster.ts';

/** A partition and the broker that leads it. */
export interface LedPartition {
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
}

/** `first` is what the log still holds, `next` what the next record gets. */
export type Boundary = 'first' | 'next';

// The times by which ListOffsets is asked for an end.
const times = { first: '-2', next: '-1' } as const;

/**
 * One end of each partition's log, in the order of `places`; a leader is asked once for all that it leads.
 * Throws what kafkajs throws while a leader does not take requests yet.
 */
export async function readOffsets(
  cluster: Cluster,
  places: readonly LedPartition[],
  boundary: Boundary,
): Promise<number[]> {
  const byLeader = [...Map.groupBy(places, ({ leader }) => leader)];
  const found = await Promise.all(
    byLeader.map(async ([leader, led]) => {
      const broker = await cluster.broker(leader);
      const topics = [...Map.groupBy(led, ({ topic }) => topic)].map(([topic, each]) => ({
        topic,
        partitions: each.map(({ partition }) => ({ partition, timestamp: times[boundary] })),
      }));
      return (await broker.listOffsets({ isolationLevel: 0, topics })).responses;
    }),
  );
  const offsets = new Map(
    found
      .flat()
      .flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, offset }) => [keyOf({ topic, partition }), Number(offset)] as const),
      ),
  );
  return places.map((place) => offsets.get(keyOf(place)) ?? 0);
}

/** Takes away the records of a partition that stand before an offset, as retention does: the log begins there then. */
export async function deleteRecords(cluster: Cluster, place: LedPartition, before: number): Promise<void> {
  const { topic, partition, leader } = place;
  const broker = await cluster.broker(leader);
  await broker.deleteRecords({ topics: [{ topic, partitions: [{ partition, offset: String(before) }] }] });
}

const keyOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic} ${partition}`;
