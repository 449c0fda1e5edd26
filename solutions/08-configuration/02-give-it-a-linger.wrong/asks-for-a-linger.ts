// Breaks: batches (not reached: close, because what is under way is cut off too)
// Expect: sent-alone
// Kind: unheard-setting
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
}

export interface OrderSender {
  /** Resolves when the order is on the broker; throws where it cannot be stored. May be called many times at once. */
  send(order: Order): Promise<void>;
  /** Sends what still waits, and hangs up. Nobody sends an order after that. */
  close(): Promise<void>;
}

// kafkajs ignores a setting that it does not know.
export async function giveItALinger(lab: Lab): Promise<OrderSender> {
  const kafka = new Kafka({ clientId: 'shop', ...lab.connection, logLevel: logLevel.NOTHING });
  const settings = { 'linger.ms': 50, allowAutoTopicCreation: false };
  const producer = kafka.producer(settings);
  await producer.connect();
  return {
    async send(order) {
      await producer.send({ topic: lab.topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
    },
    async close() {
      await producer.disconnect();
    },
  };
}
