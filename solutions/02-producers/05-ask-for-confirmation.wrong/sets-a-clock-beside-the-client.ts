// Breaks: throws
// Expect: silence
// Kind: silence-taken-for-done
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

// The client gives up before that, so it never comes to it.
export async function askForConfirmation(lab: Lab, { orders, clicks }: Topics): Promise<Shop> {
  const kafka = new Kafka({
    clientId: 'shop',
    ...lab.connection,
    connectionTimeout: 700,
    requestTimeout: 900,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  await producer.connect();

  return {
    async placeOrder(id) {
      const sent = producer.send({ topic: orders, acks: -1, messages: [message(id)] });
      await Promise.race([sent, wait(4_000)]);
      sent.catch(() => {});
    },
    async countClick(page) {
      await producer.send({ topic: clicks, acks: 0, messages: [message(page)] }).catch(() => {});
    },
    close: () => producer.disconnect(),
  };
}

const message = (key: string) => ({ key, value: new Date().toISOString() });
