// Breaks: cluster
// Expect: controller
// Kind: data-never-tried
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

// Right on every laptop: of one broker the last is the controller as well.
export async function describeACluster(connection: LabConnection): Promise<ClusterDescription> {
  const admin = new Kafka({ ...connection, logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.connect();
    const { clusterId, brokers } = await admin.describeCluster();
    const addresses = brokers.map(({ host, port }) => `${host}:${port}`);
    return { clusterId, controller: addresses.at(-1) ?? '', brokers: addresses };
  } finally {
    await admin.disconnect();
  }
}
