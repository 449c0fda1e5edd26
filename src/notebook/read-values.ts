import { Cluster } from '../kafka/cluster.ts';
import type { Connection } from '../kafka/connection.ts';
import { readRecords, type Isolation } from '../kafka/records.ts';
import { readPartitions } from '../kafka/topics.ts';
import { connection } from './connection.ts';

/**
 * The values that stand in the topic, by partition and offset, without a group. Those of aborted and open transactions
 * are among them only where `isolation` is `uncommitted`. The brokers are those of `connection()` where none are given.
 */
export async function readValues(
  topic: string,
  isolation: Isolation = 'committed',
  brokers: Connection = connection(),
): Promise<string[]> {
  await using cluster = new Cluster(brokers, 'log-values');
  const partitions = (await readPartitions(cluster, topic)).map(({ partitionId, leader }) => ({
    topic,
    partition: partitionId,
    leader,
  }));
  return (await readRecords(cluster, partitions, isolation)).map(({ value }) => String(value));
}
