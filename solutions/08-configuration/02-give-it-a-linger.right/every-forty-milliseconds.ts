// Differs: batches leave by a clock that never stops, 40 ms apart, 80 % of what an order may wait; one request at a time.
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

interface Waiting {
  readonly order: Order;
  readonly stored: () => void;
  readonly failed: (error: unknown) => void;
}

// A bus that goes every 40 ms, whether somebody waits or not.
export async function giveItALinger(lab: Lab): Promise<OrderSender> {
  const kafka = new Kafka({ clientId: 'shop', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  let waiting: Waiting[] = [];
  let underWay: Promise<void> = Promise.resolve();
  const timer = setInterval(() => sendNext(), 40);

  async function sendAll(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      const messages = batch.map(({ order }) => ({ key: order.id, value: JSON.stringify(order) }));
      await producer.send({ topic: lab.topic, messages });
      for (const { stored } of batch) stored();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }
  const sendNext = (): void => {
    underWay = underWay.then(sendAll);
  };

  return {
    send(order) {
      return new Promise((stored, failed) => {
        waiting.push({ order, stored, failed });
      });
    },
    async close() {
      sendNext();
      await underWay;
      clearInterval(timer);
      await producer.disconnect();
    },
  };
}
