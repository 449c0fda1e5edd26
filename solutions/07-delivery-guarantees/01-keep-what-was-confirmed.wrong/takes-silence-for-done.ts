// Breaks: not-enough (not reached: survives, once, closes, because what was called confirmed is still on its way, and beside the next order each may take the other’s number)
// Expect: how-many
// Kind: silence-taken-for-done
import { setTimeout as wait } from 'node:timers/promises';
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

// No refusal within a second, so it has to be there.
export async function keepWhatWasConfirmed(lab: Lab): Promise<OrderBook> {
  const kafka = new Kafka({ clientId: 'book', ...lab.connection, retry, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  return {
    async take(order) {
      const messages = [{ key: order.id, value: JSON.stringify(order) }];
      await Promise.race([producer.send({ topic: lab.topic, messages }), wait(1_000)]);
    },
    close: () => producer.disconnect(),
  };
}
