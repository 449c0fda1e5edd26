// Breaks: stop
// Expect: a-person
// Kind: failure-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export type Outcome =
  /** The broker has confirmed the record. */
  | 'stored'
  /** It passes by itself: the same record may go well later. */
  | 'retry'
  /** This record will not be accepted; others will. */
  | 'set-aside'
  /** Nothing goes on here until a person has mended it. */
  | 'stop';

export interface Letter {
  topic: string;
  key: string;
  value: string;
}

export interface Sorter {
  /** Sends a record, and says what became of it. */
  send(letter: Letter): Promise<Outcome>;
  /** Hangs up. Nobody sends a record after that. */
  close(): Promise<void>;
}

/** Kafka's codes. */
const code = {
  unknownTopic: 3,
  messageTooLarge: 10,
  invalidTopic: 17,
  recordListTooLarge: 18,
  topicAuthorization: 29,
  clusterAuthorization: 31,
  transactionalIdAuthorization: 53,
  unsupportedCompression: 76,
  invalidRecord: 87,
};
const ofTheRecord = new Set([code.messageTooLarge, code.recordListTooLarge, code.invalidRecord]);
const ofAPerson = new Set([
  code.unknownTopic,
  code.invalidTopic,
  code.topicAuthorization,
  code.clusterAuthorization,
  code.transactionalIdAuthorization,
  code.unsupportedCompression,
]);

// The error of a client that has given up has no code of its own: a topic that is not there looks like one that passes.
/** Sends records, and names what went wrong by what has to be done about it. */
export function sortTheErrors(lab: Lab): Sorter {
  const kafka = new Kafka({
    clientId: 'post',
    ...lab.connection,
    requestTimeout: 1_500,
    retry: { initialRetryTime: 100, retries: 2 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  return {
    async send({ topic, key, value }) {
      try {
        await producer.connect();
        await producer.send({ topic, messages: [{ key, value }] });
        return 'stored';
      } catch (error) {
        lab.log(`${key}: ${String(error)}`);
        return sort(error);
      }
    },
    async close() {
      await producer.disconnect();
    },
  };
}

function sort(error: unknown): Outcome {
  const found = codeOf(error);
  if (ofTheRecord.has(found)) return 'set-aside';
  return ofAPerson.has(found) ? 'stop' : 'retry';
}

/** Kafka's code of the error; NaN where it has none. */
const codeOf = (error: unknown): number =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : NaN;
