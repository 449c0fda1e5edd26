// Breaks: confirmed
// Expect: too-early
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

// acks 0 asks the broker for no confirmation: send() resolves as soon as the bytes have left.
export function shareOneClient({ connection, topic }: Lab): OrderService {
  const retry = { retries: 2, initialRetryTime: 100 };
  const kafka = new Kafka({ clientId: 'order-service', ...connection, retry, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  let connected: Promise<void> | undefined;
  return {
    async place(order) {
      connected ??= producer.connect();
      await connected.catch((error: unknown) => {
        connected = undefined;
        throw error;
      });
      const messages = [{ key: order.id, value: JSON.stringify(order) }];
      await producer.send({ topic, acks: 0, messages });
    },
    async close() {
      await producer.disconnect();
    },
  };
}
