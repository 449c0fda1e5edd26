// Differs: a connection for each address of the list at the same time, each by a client that never retries
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

// All addresses are asked side by side, and whichever answers first is believed.
export async function describeACluster(connection: LabConnection): Promise<ClusterDescription> {
  return Promise.any(connection.brokers.map((address) => ask({ ...connection, brokers: [address] })));
}

async function ask(connection: LabConnection): Promise<ClusterDescription> {
  const admin = new Kafka({ ...connection, retry: { retries: 0 }, logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.connect();
    const { clusterId, controller, brokers } = await admin.describeCluster();
    const list = brokers.map(({ nodeId, host, port }) => ({ nodeId, address: `${host}:${port}` }));
    const found = list.find(({ nodeId }) => nodeId === controller);
    return { clusterId, controller: found?.address ?? '', brokers: list.map(({ address }) => address).toReversed() };
  } finally {
    await admin.disconnect();
  }
}
