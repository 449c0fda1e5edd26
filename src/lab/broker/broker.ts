// What every source of a broker yields, and all that the rest of the workbook knows about one.
import { z } from 'zod';

export const brokerSources = ['given', 'running', 'container', 'embedded'] as const;
export type BrokerSource = (typeof brokerSources)[number];

// A union, because kafkajs' own type is one: an object with a union of mechanisms does not fit it.
function saslBy<Mechanism extends string>(mechanism: Mechanism) {
  return z.strictObject({ mechanism: z.literal(mechanism), username: z.string(), password: z.string() });
}

/**
 * How a client reaches the broker, in the words both Node clients use, so that
 * `new Kafka({ ...connection })` and `new Kafka({ kafkaJS: { ...connection } })` connect.
 * A private CA is not in here: it reaches both clients by the environment of the process.
 */
export const connectionSchema = z.strictObject({
  brokers: z.array(z.string().regex(/^.+:\d+$/)).min(1),
  ssl: z.literal(true).exactOptional(),
  sasl: z
    .discriminatedUnion('mechanism', [saslBy('plain'), saslBy('scram-sha-256'), saslBy('scram-sha-512')])
    .exactOptional(),
});
export type Connection = z.infer<typeof connectionSchema>;

/** A Kafka broker that answers. Dispose it when done: what this process started is stopped, what it found is left alone. */
export interface Broker extends AsyncDisposable {
  readonly source: BrokerSource;
  readonly connection: Connection;
  readonly clusterId: string;
  /** Kafka's version where it is known: ours is, a given cluster's is not. */
  readonly kafkaVersion: string | undefined;
  /** One line for a person, such as "embedded Kafka 4.4.0 on 127.0.0.1:34721". */
  readonly label: string;
  /** Environment that processes using this broker need, such as a private CA. */
  readonly env: Readonly<Record<string, string>>;
  /** Aborts when a broker that this process owns is gone without having been disposed. */
  readonly lost: AbortSignal;
}
