// Breaks: hangs-up
// Expect: only-where-well
// Kind: failure-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { LabConnection } from '#testkit';

/** What a cluster says about itself. Every address is written `host:port`. */
export interface ClusterDescription {
  /** The id that all brokers of this cluster share. */
  clusterId: string;
  /** The address of the controller. */
  controller: string;
  /** The addresses of all brokers, as the cluster advertises them, in any order. */
  brokers: string[];
}

// Hangs up where all went well: a question that fails leaves its connection behind.
export async function describeACluster(connection: LabConnection): Promise<ClusterDescription> {
  const admin = new Kafka({ ...connection, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const { clusterId, controller, brokers } = await admin.describeCluster();
  await admin.disconnect();
  const addresses = brokers.map(({ host, port }) => `${host}:${port}`);
  const at = brokers.findIndex(({ nodeId }) => nodeId === controller);
  return { clusterId, controller: addresses[at] ?? '', brokers: addresses };
}
