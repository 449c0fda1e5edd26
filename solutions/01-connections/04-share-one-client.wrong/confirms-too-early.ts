// Expect: before the broker had confirmed it
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

// Fast, and a promise that nobody keeps: the caller hears "placed" whatever becomes of the order.
export function shareOneClient({ connection, topic }: Lab): OrderService {
  const kafka = new Kafka({ clientId: 'order-service', ...connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const connected = producer.connect();
  return {
    async place(order) {
      await connected;
      void producer.send({ topic, messages: [{ key: order.id, value: JSON.stringify(order) }] }).catch(() => {});
    },
    async close() {
      await producer.disconnect();
    },
  };
}
