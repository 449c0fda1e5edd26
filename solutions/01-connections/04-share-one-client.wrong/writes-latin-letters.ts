// Breaks: confirmed
// Expect: key-and-value
// Kind: non-latin
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

// Right for tea, and for nothing that is written with other letters.
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
      const value = Buffer.from(JSON.stringify(order), 'latin1');
      await producer.send({ topic, messages: [{ key: order.id, value }] });
    },
    async close() {
      await producer.disconnect();
    },
  };
}
