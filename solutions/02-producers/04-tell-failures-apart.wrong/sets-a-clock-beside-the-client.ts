// Breaks: try-again
// Expect: silence
// Kind: silence-taken-for-done
import { setTimeout as wait } from 'node:timers/promises';
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

// The client gives up before that, so it never comes to it.
export function tellFailuresApart(lab: Lab): EventSender {
  const kafka = new Kafka({
    clientId: 'web',
    ...lab.connection,
    connectionTimeout: 700,
    requestTimeout: 800,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  let connected: Promise<void> | undefined;

  async function connect(): Promise<void> {
    connected ??= producer.connect();
    try {
      await connected;
    } catch (error) {
      connected = undefined;
      throw error;
    }
  }

  async function put(event: WebEvent): Promise<void> {
    await connect();
    await producer.send({ topic: lab.topic, messages: [{ key: event.id, value: JSON.stringify(event) }] });
  }

  return {
    async send(event) {
      try {
        await Promise.race([put(event), wait(4_500)]);
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
