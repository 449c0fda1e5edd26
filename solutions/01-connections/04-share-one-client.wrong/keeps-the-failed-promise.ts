// Breaks: confirmed
// Expect: tried-anew
// Kind: first-connect-fails
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

// One bad moment at the start, and every later order fails with the same old error.
export function shareOneClient({ connection, topic }: Lab): OrderService {
  const retry = { retries: 2, initialRetryTime: 100 };
  const kafka = new Kafka({ clientId: 'order-service', ...connection, retry, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  let connected: Promise<void> | undefined;
  return {
    async place(order) {
      connected ??= producer.connect();
      await connected;
      await producer.send({ topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
    },
    async close() {
      await producer.disconnect();
    },
  };
}
