// Breaks: confirmed (not reached: hangs-up, because a send that is still under way keeps its connection)
// Expect: too-early
// Kind: not-awaited
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
      void producer.send({ topic, messages: [{ key: order.id, value: JSON.stringify(order) }] }).catch(() => {});
    },
    async close() {
      await producer.disconnect();
    },
  };
}
