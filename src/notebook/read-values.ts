import { Cluster } from '../kafka/cluster.ts';
import { readRecords, type Isolation } from '../kafka/records.ts';
import { readPartitions } from '../kafka/topics.ts';
import { connection } from './connection.ts';

/**
 * The values that stand in the topic, by partition and offset, without a group. Those of aborted and open transactions
 * are among them only where `isolation` is `uncommitted`.
 */
export async function readValues(topic: string, isolation: Isolation = 'committed'): Promise<string[]> {
  await using cluster = new Cluster(connection(), 'log-values');
  const partitions = (await readPartitions(cluster, topic)).map(({ partitionId, leader }) => ({
    topic,
    partition: partitionId,
    leader,
  }));
  return (await readRecords(cluster, partitions, isolation)).map(({ value }) => String(value));
}
