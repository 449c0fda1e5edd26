// Three brokers for a reader who wants a cluster to look at: `--brokers 3`.
import { kafkaVersion } from '../../setup/kafka-version.ts';
import type { Finding, FindRequest } from '../broker/ask-sources.ts';
import { brokerText } from '../broker/words.ts';
import { findJavaParts } from '../broker/java-parts.ts';
import { startCluster } from './cluster.ts';

/** Starts three embedded brokers, where set-up has brought their parts. */
export async function findEmbeddedCluster({ signal, jit, onProgress }: FindRequest): Promise<Finding> {
  const parts = await findJavaParts();
  if (parts === 'java') return { notHere: { reason: brokerText.noJava, next: brokerText.startNext } };
  if (parts === 'jars') return { notHere: { reason: brokerText.noJars, next: brokerText.startNext } };
  onProgress(brokerText.startingCluster(kafkaVersion));
  return { broker: await startCluster({ signal, jit }) };
}
