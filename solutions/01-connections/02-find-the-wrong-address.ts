import kafkajs, { Kafka, logLevel } from 'kafkajs';
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

// Why this way
// - `connect()` talks to a bootstrap address and to nothing else: where the cluster advertises a wrong
//   address, it still resolves. A request that needs a broker, such as `describeCluster()`, meets the wrong
//   address.
// - The error names the address in `error.cause.broker`. If it is not in the configuration, a broker has
//   named it. Trying every address of the configuration yourself finds dead ones that do no harm, and never
//   the advertised one.
// - Five retries, kafkajs' default, take 6 to 11 seconds here. Two short ones are enough to get past a dead
//   first address.
// There is no solution with Confluent's client: in version 1.10.1 the requests that go to a broker can crash the
// process when they time out. `describeGroups()` did so in 14 of our 18 runs (a segmentation fault), and
// `fetchOffsets()` in 3 of 12 (a failed assertion in librdkafka). Its `listTopics()` never did, but it is
// sometimes answered over the bootstrap connection, and then proves nothing about the advertised address.

/**
 * Finds out why a client cannot work with a cluster. Answers within 3 seconds.
 * @param connection a configuration that may be wrong, of a cluster that may be wrong
 */
export async function findTheWrongAddress(connection: LabConnection): Promise<Diagnosis> {
  const kafka = new Kafka({
    ...connection,
    logLevel: logLevel.NOTHING,
    retry: { retries: 2, initialRetryTime: 100 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect(); // asks a bootstrap address
    await admin.describeCluster(); // asks a broker at the address that it advertises
    return { connected: true };
  } catch (error) {
    const address = unreachable(error);
    const namedBy = connection.brokers.includes(address) ? 'configuration' : 'broker';
    return { connected: false, address, namedBy };
  } finally {
    await admin.disconnect();
  }
}

// kafkajs wraps the last failure of all its attempts: the address stands in the cause. The classes come
// from the default import: `import { KafkaJSConnectionError } from 'kafkajs'` compiles, but Node does not
// find that name in a CommonJS package.
function unreachable(error: unknown): string {
  const cause = error instanceof kafkajs.KafkaJSNumberOfRetriesExceeded ? error.cause : error;
  if (cause instanceof kafkajs.KafkaJSConnectionError && cause.broker) return cause.broker;
  throw error; // something else went wrong, and a wrong diagnosis would hide it
}
