// Expect: close() is where the shared client is disconnected
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

// One client for the life of the process, and for longer than the service.
export function shareOneClient({ connection, topic }: Lab): OrderService {
  const kafka = new Kafka({ clientId: 'order-service', ...connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const connected = producer.connect();
  return {
    async place(order) {
      await connected;
      await producer.send({ topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
    },
    async close() {},
  };
}
