// Differs: the client gives up after two tries more, and a loop sends the same order again by the same producer; each record has a header
import { setTimeout as rest } from 'node:timers/promises';
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

/** Opens an order book that keeps its orders in `lab.topic`. */
export async function keepWhatWasConfirmed(lab: Lab): Promise<OrderBook> {
  const kafka = new Kafka({ clientId: 'book', ...lab.connection, retry, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  return {
    async take(order) {
      const messages = [{ key: order.id, value: JSON.stringify(order), headers: { of: 'book' } }];
      for (;;) {
        try {
          await producer.send({ topic: lab.topic, messages });
          return;
        } catch (error) {
          lab.log(`${order.id} waits: ${String(error)}`);
          await rest(200);
        }
      }
    },
    close: () => producer.disconnect(),
  };
}
