// Breaks: confirmed
// Expect: leader-dies
// Kind: wrong-value
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

// Passes every test on one broker that looks at the topic only.
export async function askForConfirmation(lab: Lab, { orders, clicks }: Topics): Promise<Shop> {
  const kafka = new Kafka({
    clientId: 'shop',
    ...lab.connection,
    requestTimeout: 1_500,
    retry: { retries: 1, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  await producer.connect();

  return {
    async placeOrder(id) {
      await producer.send({ topic: orders, acks: 1, messages: [message(id)] });
    },
    async countClick(page) {
      await producer.send({ topic: clicks, acks: 0, messages: [message(page)] }).catch(() => {});
    },
    close: () => producer.disconnect(),
  };
}

const message = (key: string) => ({ key, value: new Date().toISOString() });
