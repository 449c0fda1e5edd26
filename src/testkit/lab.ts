// What a suite hands to the learner's function, and all that an exercise may rely on.

/** How to reach the broker, in the words both Node clients use. */
export interface LabConnection {
  brokers: string[];
  ssl?: true;
  sasl?: LabSasl;
}

// One type a mechanism, as both clients declare it: with a single type of three mechanisms, `new Kafka(…)` does not compile.
type LabSasl =
  | { mechanism: 'plain'; username: string; password: string }
  | { mechanism: 'scram-sha-256'; username: string; password: string }
  | { mechanism: 'scram-sha-512'; username: string; password: string };

/** The learner's place to work: a broker, names of their own, a way to stop and a way to speak. */
export interface Lab {
  /** For kafkajs `new Kafka({ ...lab.connection })`, for Confluent's client `new Kafka({ kafkaJS: { ...lab.connection } })`. */
  readonly connection: LabConnection;
  /** A topic name of this test's own. Suites that promise an existing topic create it before the learner's code runs. */
  readonly topic: string;
  /** A consumer group id of this test's own. */
  readonly groupId: string;
  /** Aborts when the test is over: whatever still runs should stop. */
  readonly signal: AbortSignal;
  /** A line in the learner's log, shown beside the verdict. */
  log(text: string): void;
}
