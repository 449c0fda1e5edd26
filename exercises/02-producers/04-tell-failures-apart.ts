import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface WebEvent {
  id: string;
  body: string;
}

export type Outcome =
  /** The broker has confirmed the event. */
  | 'stored'
  /** It will not be accepted, however often it is sent. */
  | 'refused'
  /** The broker could not be reached, or did not answer: later it may go well. */
  | 'try-again';

export interface EventSender {
  /** Resolves to what became of the event. */
  send(event: WebEvent): Promise<Outcome>;
  /** Hangs up. Nobody sends an event after that. */
  close(): Promise<void>;
}

/**
 * Sends events to `lab.topic`.
 * TODO: it opens a connection for every event, says the same of every failure, and waits too long for a broker that
 * says nothing. Mend all three.
 */
export function tellFailuresApart(lab: Lab): EventSender {
  const kafka = new Kafka({
    clientId: 'web',
    ...lab.connection,
    retry: { retries: 2, initialRetryTime: 100 },
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
        lab.log(`could not send: ${String(error)}`); // whatever it was
        return 'try-again';
      } finally {
        await producer.disconnect();
      }
    },
    async close() {
      // Nothing to do: every event has closed its own client.
    },
  };
}
