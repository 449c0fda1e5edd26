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

// Why this way
// - One producer for the life of the server. It connects again by itself after a broker was away.
// - One failure is named, the one that no retry will mend; everything else may pass. The other way round, a
//   list of what may pass, an unknown failure would throw away events that only had to wait.
// - `error.retriable` does not say it: once its retries are used up, kafkajs says `false` of a broker that
//   restarts just as of a record that is too large.
// - Two attempts of a second and a half each: the answer comes within five seconds. By default kafkajs tries five times
//   more, and waits 30 s for an answer of a broker that says nothing (`requestTimeout`).
// - The promise of the connection is shared, so that twenty events make one connection. A rejected one is
//   forgotten: else one bad moment at the first event would make all later ones fail, without any attempt.

/** Sends events to `lab.topic`. */
export function tellFailuresApart(lab: Lab): EventSender {
  const kafka = new Kafka({
    clientId: 'web',
    ...lab.connection,
    requestTimeout: 1_500,
    retry: { retries: 1, initialRetryTime: 100 },
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

  return {
    async send(event) {
      try {
        await connect();
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
