import type { LabConnection } from '#testkit';

/** What a cluster says about itself. Every address is written `host:port`. */
export interface ClusterDescription {
  /** The id that all brokers of this cluster share. */
  clusterId: string;
  /** The address of the broker that the cluster names as its controller. */
  controller: string;
  /** The addresses of all brokers, as the cluster advertises them, in any order. */
  brokers: string[];
}

/**
 * Asks a cluster what it is, and hangs up.
 * @param connection where to start. Not every address in `connection.brokers` has to be alive.
 */
export async function describeACluster(connection: LabConnection): Promise<ClusterDescription> {
  // TODO: connect, ask the cluster for its id, its controller and its brokers, and disconnect.
  throw new Error(`Nobody has asked ${connection.brokers.join(', ')} yet.`);
}
