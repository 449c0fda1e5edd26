// Breaks: one-connection
// Expect: for-each-order
// Kind: data-never-tried
import { Kafka, logLevel, type Producer } from 'kafkajs';
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

// One producer for each kind of order, which was one kind in the example.
export function shareOneClient({ connection, topic }: Lab): OrderService {
  const retry = { retries: 2, initialRetryTime: 100 };
  const kafka = new Kafka({ clientId: 'order-service', ...connection, retry, logLevel: logLevel.NOTHING });
  const producers = new Map<string, Producer>();
  return {
    async place(order) {
      const producer = producers.get(order.id) ?? kafka.producer();
      producers.set(order.id, producer);
      await producer.connect();
      await producer.send({ topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
    },
    async close() {
      await Promise.all([...producers.values()].map((producer) => producer.disconnect()));
    },
  };
}
