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

/** Sends orders to `lab.topic`. */
export function boundTheWait(lab: Lab): OrderSender {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'shop', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  // #region limits
  const producer = kafka.producer({
    'enable.idempotence': true,
    'message.timeout.ms': 4_000,
    'socket.timeout.ms': 1_500,
    'reconnect.backoff.max.ms': 200,
    'linger.ms': 0,
  });
  // #endregion
  const connected = producer.connect();
  connected.catch(() => {}); // whoever sends learns of it

  return {
    async send(order) {
      try {
        await connected;
        await producer.send({ topic: lab.topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
        return 'stored';
      } catch {
        return 'unknown';
      }
    },
    async close() {
      await producer.disconnect();
    },
  };
}
