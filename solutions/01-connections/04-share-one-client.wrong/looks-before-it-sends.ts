// Breaks: confirmed
// Expect: resolved-all-the-same
// Kind: too-large
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

// An order that is too large is left out, and nobody is told.
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
      if (JSON.stringify(order).length < 1_000_000)
        await producer.send({ topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
    },
    async close() {
      await producer.disconnect();
    },
  };
}
