import { setTimeout as wait } from 'node:timers/promises';
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
// - `connect()` waits 5 s for a broker that says nothing, which no setting shortens. So the answer is waited for
//   4 s, whatever is under way; an event that nobody has confirmed by then may be tried again.
// - A producer of this client that failed to connect stays failed. So the promise and the producer are made
//   together, and forgotten together.

/** Sends events to `lab.topic`. */
export function tellFailuresApart(lab: Lab): EventSender {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'web', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  let connected: Promise<KafkaJS.Producer> | undefined;

  async function start(): Promise<KafkaJS.Producer> {
    const producer = kafka.producer(limits);
    await producer.connect();
    return producer;
  }

  async function put(event: WebEvent): Promise<void> {
    connected ??= start();
    const producer = await connected.catch((error: unknown) => {
      connected = undefined;
      throw error;
    });
    await producer.send({ topic: lab.topic, messages: [{ key: event.id, value: JSON.stringify(event) }] });
  }

  return {
    async send(event) {
      try {
        await Promise.race([put(event), late()]);
        return 'stored';
      } catch (error) {
        return isTooLarge(error) ? 'refused' : 'try-again';
      }
    },
    async close() {
      const producer = await connected?.catch(() => undefined);
      await producer?.disconnect();
    },
  };
}

const limits = { 'linger.ms': 0, 'message.timeout.ms': 2_000, 'reconnect.backoff.max.ms': 200 };

async function late(): Promise<never> {
  await wait(4_000, undefined, { ref: false });
  throw new Error('The broker has not answered in time.');
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && Reflect.get(error, 'code') === KafkaJS.ErrorCodes.ERR_MSG_SIZE_TOO_LARGE;
