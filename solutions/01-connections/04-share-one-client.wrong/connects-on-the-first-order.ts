// Breaks: one-connection
// Expect: nothing-to-share
// Kind: wrong-moment
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

// Works as long as orders come one after the other: between "not yet" and "now" lies an await.
export function shareOneClient({ connection, topic }: Lab): OrderService {
  const retry = { retries: 2, initialRetryTime: 100 };
  const kafka = new Kafka({ clientId: 'order-service', ...connection, retry, logLevel: logLevel.NOTHING });
  let producer: Producer | undefined;
  return {
    async place(order) {
      if (!producer) {
        const fresh = kafka.producer();
        await fresh.connect();
        producer = fresh;
      }
      await producer.send({ topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
    },
    async close() {
      await producer?.disconnect();
    },
  };
}
