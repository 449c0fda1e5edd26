import type { Cluster } from './cluster.ts';
import { ask } from './kafkajs/ask.ts';
import { listTransactions, type TransactionState } from './requests/list-transactions.ts';

export type { TransactionState };

/** The transactions of all brokers, by id; those of a broker that does not answer are left out. */
export async function readTransactions(cluster: Cluster): Promise<TransactionState[]> {
  const { brokers } = await cluster.metadata();
  const found = await Promise.allSettled(
    brokers.map(async ({ nodeId }) => ask(await cluster.broker(nodeId), listTransactions)),
  );
  const all = found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  return all.toSorted((a, b) => a.id.localeCompare(b.id));
}
