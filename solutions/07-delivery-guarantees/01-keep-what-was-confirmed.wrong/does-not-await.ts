// Breaks: not-enough (not reached: survives, once, closes, because what was called confirmed is still on its way, and beside the next order each may take the other’s number)
// Expect: how-many
// Kind: not-awaited
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

const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: Number.MAX_SAFE_INTEGER };

// Sent, and confirmed by nobody so far.
export async function keepWhatWasConfirmed(lab: Lab): Promise<OrderBook> {
  const kafka = new Kafka({ clientId: 'book', ...lab.connection, retry, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  return {
    async take(order) {
      const messages = [{ key: order.id, value: JSON.stringify(order) }];
      producer.send({ topic: lab.topic, messages }).catch((error: unknown) => lab.log(String(error)));
    },
    close: () => producer.disconnect(),
  };
}
