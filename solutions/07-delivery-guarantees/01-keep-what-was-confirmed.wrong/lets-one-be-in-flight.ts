// Breaks: once
// Expect: sent-again
// Kind: wrong-value
// Fault: kafkajs-in-flight-is-idempotent
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

// One request in flight keeps the order of requests. It does not let a broker know an order that comes again.
export async function keepWhatWasConfirmed(lab: Lab): Promise<OrderBook> {
  const kafka = new Kafka({ clientId: 'book', ...lab.connection, retry, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ maxInFlightRequests: 1 }); // so that nothing is sent twice
  await producer.connect();
  return {
    async take(order) {
      const messages = [{ key: order.id, value: JSON.stringify(order) }];
      await producer.send({ topic: lab.topic, messages });
    },
    close: () => producer.disconnect(),
  };
}
