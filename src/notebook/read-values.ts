import { Cluster } from '../kafka/cluster.ts';
import type { Connection } from '../kafka/connection.ts';
import { readRecords, type Isolation } from '../kafka/records.ts';
import { readPartitions } from '../kafka/topics.ts';
import { readTransactions, type TransactionState } from '../kafka/transactions.ts';
import { eventually } from '../testkit/eventually.ts';
import { connection } from './connection.ts';
import { text } from './words.ts';

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
  if (isolation === 'committed') await endsAreMarked(cluster);
  const partitions = (await readPartitions(cluster, topic)).map(({ partitionId, leader }) => ({
    topic,
    partition: partitionId,
    leader,
  }));
  return (await readRecords(cluster, partitions, isolation)).map(({ value }) => String(value));
}

// A commit resolves before its mark stands in the partitions, and readers see nothing of it until then.
async function endsAreMarked(cluster: Cluster): Promise<void> {
  await eventually(async () => (await readTransactions(cluster)).every(isMarked), { describe: text.live.marked });
}

const isMarked = ({ state }: TransactionState): boolean => !state.startsWith('Prepare');
