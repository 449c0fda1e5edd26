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

// Why this way
// - The whole list goes to the client. kafkajs tries the next address when one is dead, but only on a
//   *retry*: with `retry: { retries: 0 }`, which looks like "fail fast", a dead first address is the end.
// - The answer is built from what the cluster says, never from `connection.brokers`. On a laptop with one
//   broker both lists are the same, so echoing the list seems to work. The list may hold dead addresses, it
//   may leave brokers out, and each address may be a side door that no broker advertises.
// - `disconnect()` stands in `finally`: a question that fails must not leave a connection behind.
// There is no solution with Confluent's client: version 1.10.1 can ask neither for the controller nor for
// the id.

/**
 * Asks a cluster what it is, and hangs up.
 * @param connection where to start. Not every address in `connection.brokers` has to be alive.
 */
export async function describeACluster(connection: LabConnection): Promise<ClusterDescription> {
  // #region connect
  const kafka = new Kafka({ clientId: 'describe-a-cluster', ...connection, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  // #endregion
  try {
    // #region ask
    const { clusterId, controller, brokers } = await admin.describeCluster();
    // #endregion
    const addresses = new Map(brokers.map(({ nodeId, host, port }) => [nodeId, `${host}:${port}`]));
    return {
      clusterId,
      // The cluster names its controller by node id: the address has to be looked up.
      controller: addresses.get(controller ?? -1) ?? 'none at the moment',
      brokers: [...addresses.values()],
    };
  } finally {
    await admin.disconnect();
  }
}
