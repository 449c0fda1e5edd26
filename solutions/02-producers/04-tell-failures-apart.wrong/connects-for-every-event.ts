// Breaks: one-connection
// Expect: one-for-each
// Kind: sentence-overlooked
// Fault: kafka-python-closes-after-each-send
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface WebEvent {
  id: string;
  body: string;
}

export type Outcome =
  /** The broker has confirmed the event. */
  | 'stored'
  /** It will never be accepted. */
  | 'refused'
  /** The broker could not be reached: later it may go well. */
  | 'try-again';

export interface EventSender {
  /** Resolves to what became of the event, within 5 seconds. Never throws. */
  send(event: WebEvent): Promise<Outcome>;
  /** Hangs up. Nobody sends an event after that. */
  close(): Promise<void>;
}

// Tells failures apart, over a connection for each event.
export function tellFailuresApart(lab: Lab): EventSender {
  const kafka = new Kafka({
    clientId: 'web',
    ...lab.connection,
    requestTimeout: 1_500,
    retry: { retries: 1, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  return {
    async send(event) {
      const producer = kafka.producer();
      try {
        await producer.connect();
        await producer.send({ topic: lab.topic, messages: [{ key: event.id, value: JSON.stringify(event) }] });
        return 'stored';
      } catch (error) {
        return isTooLarge(error) ? 'refused' : 'try-again';
      } finally {
        await producer.disconnect();
      }
    },
    async close() {
      // Nothing to do: every event has closed its own client.
    },
  };
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && Reflect.get(error, 'type') === 'MESSAGE_TOO_LARGE';
