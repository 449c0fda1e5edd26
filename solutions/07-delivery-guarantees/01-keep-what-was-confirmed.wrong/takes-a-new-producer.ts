// Breaks: once
// Expect: sent-again
// Kind: wrong-moment
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
}

export interface OrderBook {
  /** Resolves when the order is confirmed: from then on it is kept. Rejects where it cannot be confirmed. */
  take(order: Order): Promise<void>;
  /** Hangs up. Nobody takes an order after that. */
  close(): Promise<void>;
}

const retry = { initialRetryTime: 100, maxRetryTime: 400, retries: 2 };

// A new producer helps after an order that was given up. Here the order is still open, and the new producer has an id of its own.
export async function keepWhatWasConfirmed(lab: Lab): Promise<OrderBook> {
  const kafka = new Kafka({ clientId: 'book', ...lab.connection, retry, logLevel: logLevel.NOTHING });
  let producer = kafka.producer({ idempotent: true });
  await producer.connect();
  return {
    async take(order) {
      const messages = [{ key: order.id, value: JSON.stringify(order) }];
      for (;;) {
        try {
          await producer.connect();
          await producer.send({ topic: lab.topic, messages });
          return;
        } catch (error) {
          lab.log(`${order.id}: ${String(error)}`);
          await producer.disconnect();
          producer = kafka.producer({ idempotent: true });
        }
      }
    },
    close: () => producer.disconnect(),
  };
}
