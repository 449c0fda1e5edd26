// Differs: an order and the failure of one take 3 s more than they need, within the 5 s of the task; both kinds of record stand in batches of sendBatch
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Topics {
  orders: string;
  clicks: string;
}

export interface Shop {
  /** Resolves once all in-sync replicas have the order (key: the id). Throws within 5 seconds if it cannot be stored. */
  placeOrder(id: string): Promise<void>;
  /** Sends a click (key: the page) without any confirmation. Never throws. */
  countClick(page: string): Promise<void>;
  /** Hangs up. */
  close(): Promise<void>;
}

/** Opens the shop, connected. */
export async function askForConfirmation(lab: Lab, { orders, clicks }: Topics): Promise<Shop> {
  const kafka = new Kafka({
    clientId: 'shop',
    ...lab.connection,
    requestTimeout: 1_200,
    retry: { retries: 1, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  await producer.connect();

  return {
    async placeOrder(id) {
      const least = wait(3_000);
      try {
        await producer.sendBatch({ acks: -1, topicMessages: [{ topic: orders, messages: [message(id)] }] });
      } finally {
        await least;
      }
    },
    async countClick(page) {
      await producer
        .sendBatch({ acks: 0, topicMessages: [{ topic: clicks, messages: [message(page)] }] })
        .catch(() => {});
    },
    close: () => producer.disconnect(),
  };
}

const message = (key: string) => ({ key, value: new Date().toISOString() });
