// Breaks: soon
// Expect: steady-late
// Kind: limit-not-measured
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

// Each order winds the clock up again: it rings when nobody comes any more.
export async function giveItALinger(lab: Lab): Promise<OrderSender> {
  const kafka = new Kafka({ clientId: 'shop', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  let waiting: Waiting[] = [];
  let underWay: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

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
        clearTimeout(timer);
        timer = setTimeout(sendNext, 40);
      });
    },
    async close() {
      sendNext();
      await underWay;
      await producer.disconnect();
    },
  };
}
