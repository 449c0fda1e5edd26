import { setTimeout as wait } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
}

export type Outcome =
  /** The broker has confirmed the order, and it is there. */
  | 'stored'
  /** No confirmation came in time: the order may be there or not. */
  | 'unknown';

export interface OrderSender {
  /** Resolves to what became of the order, within 5 seconds. Never throws. One order at a time. */
  send(order: Order): Promise<Outcome>;
  /** Hangs up. Nobody sends an order after that. */
  close(): Promise<void>;
}

// Why this way
// - `message.timeout.ms` is the bound for a record, all attempts and pauses included: nothing has to be added up.
// - `socket.timeout.ms` is the time for one answer. With idempotence the record that is sent again keeps its number.
// - After a record was given up the next one is not taken for it: this client can be kept.
// - librdkafka waits longer after each failed attempt to connect, up to 10 s: longer than an order lives here.
// - `connect()` waits 5 s for its broker, which no setting shortens; a producer that failed to connect stays failed. So
//   the answer is waited for 4.5 s, whatever is under way, and promise and producer are forgotten together.

/** Sends orders to `lab.topic`. */
export function boundTheWait(lab: Lab): OrderSender {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'shop', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  let current: Promise<KafkaJS.Producer> | undefined;

  async function start(): Promise<KafkaJS.Producer> {
    const producer = kafka.producer(limits);
    await producer.connect();
    return producer;
  }

  async function put(order: Order): Promise<void> {
    current ??= start();
    const producer = await current.catch((error: unknown) => {
      current = undefined;
      throw error;
    });
    await producer.send({ topic: lab.topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
  }

  return {
    async send(order) {
      try {
        await Promise.race([put(order), late()]);
        return 'stored';
      } catch {
        return 'unknown';
      }
    },
    async close() {
      const producer = await current?.catch(() => undefined);
      await producer?.disconnect();
    },
  };
}

// #region limits
const limits = {
  'enable.idempotence': true,
  'message.timeout.ms': 4_000,
  'socket.timeout.ms': 1_500,
  'reconnect.backoff.max.ms': 200,
  'linger.ms': 0,
};
// #endregion

async function late(): Promise<never> {
  await wait(4_500, undefined, { ref: false });
  throw new Error('Nobody has confirmed the order in time.');
}
