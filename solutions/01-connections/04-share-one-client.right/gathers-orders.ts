// Differs: slow: an order waits up to 200 ms for others, and all of them travel in one batch, by an idempotent producer
import { setTimeout as wait } from 'node:timers/promises';
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

// Twenty orders at once are one request.
export function shareOneClient({ connection, topic }: Lab): OrderService {
  const retry = { retries: 2, initialRetryTime: 100 };
  const kafka = new Kafka({ clientId: 'order-service', ...connection, retry, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  let gathered: Order[] = [];
  let sending: Promise<void> | undefined;

  async function sendAll(): Promise<void> {
    await wait(200);
    const messages = gathered.map((order) => ({ key: order.id, value: JSON.stringify(order) }));
    [gathered, sending] = [[], undefined];
    await producer.connect();
    await producer.send({ topic, messages, acks: -1 });
  }

  return {
    async place(order) {
      gathered.push(order);
      sending ??= sendAll();
      await sending;
    },
    async close() {
      await sending;
      await producer.disconnect();
    },
  };
}
