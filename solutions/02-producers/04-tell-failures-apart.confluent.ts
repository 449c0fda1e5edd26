import { KafkaJS } from '@confluentinc/kafka-javascript';
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
// - The broker's size limit stands in this client as well (`message.max.bytes`, 1,000,000 bytes): what is too
//   large is refused before it is sent, with code 10.
// - By default an event waits five minutes for its broker. `message.timeout.ms` makes that two seconds;
//   then the error has the code -192, "Local: Message timed out".
// - librdkafka waits longer after each failed attempt to connect, up to 10 s: longer than an event lives here.
//   With `reconnect.backoff.max.ms` it is back soon after the broker is.

/** Sends events to `lab.topic`. */
export function tellFailuresApart(lab: Lab): EventSender {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'web', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({
    'linger.ms': 0,
    'message.timeout.ms': 2_000,
    'reconnect.backoff.max.ms': 200,
  });
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
  error instanceof Error && Reflect.get(error, 'code') === KafkaJS.ErrorCodes.ERR_MSG_SIZE_TOO_LARGE;
