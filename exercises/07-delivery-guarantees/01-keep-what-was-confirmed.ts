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

/**
 * Opens an order book that keeps its orders in `lab.topic`.
 * TODO: when a broker dies, orders that were confirmed are gone. Mend it. The task says what it has to do.
 */
export async function keepWhatWasConfirmed(lab: Lab): Promise<OrderBook> {
  const kafka = new Kafka({ clientId: 'book', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  return {
    async take(order) {
      await producer.send({
        topic: lab.topic,
        acks: 1,
        messages: [{ key: order.id, value: JSON.stringify(order) }],
      });
    },
    close: () => producer.disconnect(),
  };
}
