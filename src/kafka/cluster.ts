// The workbook's own way into a cluster: below kafkajs' admin and consumer, because a look at a partition needs no group and
// no join, and must not leave a trace.
import type { Connection } from './connection.ts';
import { patientClient } from './client.ts';
import { clusterOf, type KafkaBroker, type KafkajsCluster, type Metadata } from './kafkajs/cluster.ts';

export type { Metadata, PartitionMetadata } from './kafkajs/cluster.ts';

/** A connection to a cluster; it opens at the first question, and again where that failed. Dispose it to hang up. */
export class Cluster implements AsyncDisposable {
  readonly #cluster: KafkajsCluster;
  #connected: Promise<void> | undefined;

  constructor(connection: Connection, clientId: string) {
    this.#cluster = clusterOf(patientClient(connection, clientId));
  }

  /** Opens the connection ahead of the first question. */
  async connect(): Promise<void> {
    this.#connected ??= this.#cluster.connect().catch((error: unknown) => {
      this.#connected = undefined;
      throw error;
    });
    await this.#connected;
  }

  /** Cluster id, controller, brokers, and the topics that are named, or all of them. Throws kafkajs' error for a topic that is not there. */
  async metadata(topics: readonly string[] = []): Promise<Metadata> {
    return (await this.anyBroker()).metadata(topics);
  }

  async anyBroker(): Promise<KafkaBroker> {
    await this.connect();
    return this.#cluster.brokerPool.findConnectedBroker();
  }

  async broker(nodeId: number): Promise<KafkaBroker> {
    await this.connect();
    try {
      return await this.#cluster.findBroker({ nodeId });
    } catch (error) {
      // kafkajs does not know this broker yet. It has asked for all of them by now, but throws all the same.
      if (!(error instanceof Error) || error.name !== 'KafkaJSBrokerNotFound') throw error;
      return this.#cluster.findBroker({ nodeId });
    }
  }

  async coordinator(groupId: string): Promise<KafkaBroker> {
    await this.connect();
    return this.#cluster.findGroupCoordinator({ groupId });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Also after a connect that failed: of several brokers one may have been reached.
    if (this.#connected !== undefined) await this.#cluster.disconnect();
  }
}
