// Expect: limit its retries
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

// More retries lose fewer events, and leave the caller without an answer.
export function tellFailuresApart(lab: Lab): EventSender {
  const kafka = new Kafka({
    clientId: 'web',
    ...lab.connection,
    retry: { retries: 10, initialRetryTime: 300 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  const connected = producer.connect();
  connected.catch(() => {}); // whoever sends learns of it

  return {
    async send(event) {
      try {
        await connected;
        await producer.send({ topic: lab.topic, messages: [{ key: event.id, value: JSON.stringify(event) }] });
        return 'stored';
      } catch (error) {
        return isTooLarge(error) ? 'refused' : 'try-again';
      }
    },
    async close() {
      await producer.disconnect();
    },
  };
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && Reflect.get(error, 'type') === 'MESSAGE_TOO_LARGE';
