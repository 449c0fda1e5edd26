// What every source of a broker yields, and all that the rest of the workbook knows about one.
import type { Connection } from '../../kafka/connection.ts';

export const brokerSources = ['given', 'running', 'container', 'embedded'] as const;
export type BrokerSource = (typeof brokerSources)[number];

/** How many brokers a reader wants: one, or a cluster of three. */
export type BrokerCount = 1 | 3;

/** A Kafka broker, or a cluster of them, that answers. Dispose it when done: what this process started is stopped, what it found is left alone. */
export interface Broker extends AsyncDisposable {
  readonly source: BrokerSource;
  readonly connection: Connection;
  readonly clusterId: string;
  /** `host:port` where users that somebody makes on this broker log in (users-listener.ts); undefined where they cannot. */
  readonly users?: string | undefined;
  /** Kafka's version where it is known: ours is, a given cluster's is not. */
  readonly kafkaVersion: string | undefined;
  /** One line for a person, such as "embedded Kafka 4.4.0 on 127.0.0.1:34721". */
  readonly label: string;
  /** Environment that processes using this broker need, such as a private CA. */
  readonly env: Readonly<Record<string, string>>;
  /** Aborts when a broker that this process owns is gone without having been disposed. */
  readonly lost: AbortSignal;
}
