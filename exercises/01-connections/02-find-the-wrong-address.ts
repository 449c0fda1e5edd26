import type { LabConnection } from '#testkit';

/** What is wrong, or nothing. */
export type Diagnosis =
  | { connected: true }
  | {
      connected: false;
      /** The address, `host:port`, that cannot be reached. */
      address: string;
      /** Who named it: the configuration, as a bootstrap address, or a broker, in its metadata. */
      namedBy: 'configuration' | 'broker';
    };

/**
 * Finds out why a client cannot work with a cluster.
 * @param connection a configuration that may be wrong, of a cluster that may be wrong
 */
export async function findTheWrongAddress(connection: LabConnection): Promise<Diagnosis> {
  // TODO: connect, and ask the cluster for something. Where that fails, say which address was wrong, and who named it.
  throw new Error(`Nobody has tried ${connection.brokers.join(', ')} yet.`);
}
