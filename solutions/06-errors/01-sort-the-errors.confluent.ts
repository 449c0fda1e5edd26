import { setTimeout as wait } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
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

// Why this way
// - By code, and not by `retriable`, which most errors of this client do not have.
// - What may pass and does not ends as -192, "Local: Message timed out", whatever was in the way: this client tries again by
//   itself for as long as `message.timeout.ms` says. So -192 is retried, and the answers that never pass come with Kafka's code at once.
// - A topic that is not there would be asked about for 30 s (`topic.metadata.propagation.max.ms`), longer than a record lives
//   here, and so be a timeout. After a second it is said to be what it is: -188.
// - What the record itself is to blame for is set aside, and what a person has to mend stops the program. All else is retried,
//   also an error that nobody has thought of.
// - `connect()` waits for five seconds and more for a broker that is away, which no setting shortens: so the outcome is waited for
//   for five seconds, whatever is under way. A producer that could not connect stays failed, so it is forgotten.

/** Kafka's codes. */
const code = {
  unknownTopicHere: -188,
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
  code.unknownTopicHere,
  code.unknownTopic,
  code.invalidTopic,
  code.topicAuthorization,
  code.clusterAuthorization,
  code.transactionalIdAuthorization,
  code.unsupportedCompression,
]);

/** Sends records, and names what went wrong by what has to be done about it. */
export function sortTheErrors(lab: Lab): Sorter {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'post', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  let connected: Promise<KafkaJS.Producer> | undefined;

  async function start(): Promise<KafkaJS.Producer> {
    const producer = kafka.producer(limits);
    await producer.connect();
    return producer;
  }

  async function ready(): Promise<KafkaJS.Producer> {
    connected ??= start();
    try {
      return await connected;
    } catch (error) {
      connected = undefined;
      throw error;
    }
  }

  async function put({ topic, key, value }: Letter): Promise<void> {
    const producer = await ready();
    await producer.send({ topic, messages: [{ key, value }] });
  }

  return {
    async send(letter) {
      try {
        await Promise.race([put(letter), late()]);
        return 'stored';
      } catch (error) {
        lab.log(`${letter.key}: ${String(error)}`);
        return sort(error);
      }
    },
    async close() {
      await (await connected?.catch(() => undefined))?.disconnect();
      connected = undefined;
    },
  };
}

async function late(): Promise<never> {
  await wait(5_000, undefined, { ref: false });
  throw new Error('The broker has not answered in time.');
}

const limits = {
  'linger.ms': 0,
  'message.timeout.ms': 2_000,
  'reconnect.backoff.max.ms': 200,
  'topic.metadata.propagation.max.ms': 1_000,
};

function sort(error: unknown): Outcome {
  const found = error instanceof Error && 'code' in error ? Number(error.code) : NaN;
  if (ofTheRecord.has(found)) return 'set-aside';
  return ofAPerson.has(found) ? 'stop' : 'retry';
}
