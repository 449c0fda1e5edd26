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

/**
 * Sends records, and names what went wrong by what has to be done about it.
 * TODO: it asks the error whether it is retriable, and believes it. The task says what it has to do.
 */
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
        const isRetriable = error instanceof Error && 'retriable' in error && error.retriable === true;
        return isRetriable ? 'retry' : 'stop';
      }
    },
    async close() {
      await producer.disconnect();
    },
  };
}
