// Breaks: one-connection
// Expect: for-each-order
// Kind: sentence-overlooked
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
  quantity: number;
}

export interface OrderService {
  place(order: Order): Promise<void>;
  close(): Promise<void>;
}

// new Kafka() holds no connection: every producer that it makes opens its own.
export function shareOneClient({ connection, topic }: Lab): OrderService {
  const retry = { retries: 2, initialRetryTime: 100 };
  const kafka = new Kafka({ clientId: 'order-service', ...connection, retry, logLevel: logLevel.NOTHING });
  return {
    async place(order) {
      // #region per-order
      const producer = kafka.producer();
      await producer.connect();
      await producer.send({ topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
      await producer.disconnect();
      // #endregion
    },
    async close() {},
  };
}
