import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Topics {
  orders: string;
  clicks: string;
}

export interface Shop {
  /** Resolves once all in-sync replicas have the order (key: the id). Throws where that is not confirmed in time. */
  placeOrder(id: string): Promise<void>;
  /** Sends a click (key: the page) without any confirmation. Resolves also where the broker is away. */
  countClick(page: string): Promise<void>;
  /** Hangs up. */
  close(): Promise<void>;
}

/**
 * Opens the shop, connected.
 * TODO: it loses orders. Let each kind of record ask for the confirmation that it needs.
 */
export async function askForConfirmation(lab: Lab, { orders, clicks }: Topics): Promise<Shop> {
  const kafka = new Kafka({
    clientId: 'shop',
    ...lab.connection,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  await producer.connect();

  /** As fast as can be. */
  async function send(topic: string, key: string): Promise<void> {
    await producer.send({ topic, acks: 0, messages: [{ key, value: new Date().toISOString() }] }).catch(() => {});
  }

  return {
    placeOrder: (id) => send(orders, id),
    countClick: (page) => send(clicks, page),
    close: () => producer.disconnect(),
  };
}
