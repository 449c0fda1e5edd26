// What a suite hands to the learner's function, and all that an exercise may rely on.
import type { Connection } from '../kafka/connection.ts';

/** How to reach the broker, in the words both Node clients use. */
export type LabConnection = Connection;

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
