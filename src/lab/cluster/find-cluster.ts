// Three brokers for a reader who wants a cluster to look at: `--brokers 3`.
import { kafkaVersion } from '../../setup/kafka-version.ts';
import type { Finding, FindRequest } from '../broker/ask-sources.ts';
import { brokerText } from '../broker/words.ts';
import { findJavaParts, withoutParts } from '../broker/java-parts.ts';
import { startCluster } from './cluster.ts';

/** Starts three embedded brokers, where set-up has brought their parts. */
export async function findEmbeddedCluster({ signal, jit, onProgress }: FindRequest): Promise<Finding> {
  const parts = await findJavaParts();
  if (typeof parts === 'string') return { notHere: withoutParts(parts) };
  onProgress(brokerText.startingCluster(kafkaVersion));
  return { broker: await startCluster({ signal, jit }) };
}
