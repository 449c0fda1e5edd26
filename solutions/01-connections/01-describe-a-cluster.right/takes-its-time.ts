// Differs: slow: pauses of more than a second before a retry, and a second round of metadata on the same connections
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

// Asks twice: who has just joined the cluster may not stand in the first answer.
export async function describeACluster(connection: LabConnection): Promise<ClusterDescription> {
  const retry = { initialRetryTime: 1_200, maxRetryTime: 1_500 };
  const admin = new Kafka({ ...connection, retry, logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.connect();
    await admin.listTopics();
    await admin.describeCluster();
    const { clusterId, controller, brokers } = await admin.describeCluster();
    const [named] = brokers.filter(({ nodeId }) => nodeId === controller);
    return { clusterId, controller: named ? addressOf(named) : '', brokers: brokers.map(addressOf) };
  } finally {
    await admin.disconnect();
  }
}

const addressOf = ({ host, port }: { host: string; port: number }): string => `${host}:${port}`;
