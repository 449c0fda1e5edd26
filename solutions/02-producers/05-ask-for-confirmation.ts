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

// Why this way
// - An order asks for -1: all in-sync replicas. It is what kafkajs asks for if you say nothing; here it is
//   said, because the click beside it says something else.
// - With 1 the leader's word is enough. On one broker that looks the same; on three an order is lost when the
//   leader dies before the others have copied it.
// - A click asks for 0. It may fail all the same: without a connection there is nothing to write to. Its
//   error is caught, because nobody can do anything about a lost click. An order's error is not.
// - Silence is no confirmation either: `requestTimeout` says how long a broker may say nothing. Between its two
//   attempts kafkajs asks for metadata, which waits as long.

/** Opens the shop, connected. */
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
      await producer.send({ topic: orders, acks: -1, messages: [message(id)] });
    },
    async countClick(page) {
      await producer.send({ topic: clicks, acks: 0, messages: [message(page)] }).catch(() => {});
    },
    close: () => producer.disconnect(),
  };
}

const message = (key: string) => ({ key, value: new Date().toISOString() });
