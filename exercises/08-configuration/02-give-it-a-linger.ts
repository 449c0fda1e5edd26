import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
}

export interface OrderSender {
  /** Resolves when the order is on the broker; throws where it cannot be stored. May be called many times at once. */
  send(order: Order): Promise<void>;
  /** Sends what still waits, and hangs up. Called once; nobody sends an order after that. */
  close(): Promise<void>;
}

/**
 * Sends orders to `lab.topic`.
 * TODO: every order is a batch of its own. Let them wait for each other.
 */
export async function giveItALinger(lab: Lab): Promise<OrderSender> {
  const kafka = new Kafka({ clientId: 'shop', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
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
