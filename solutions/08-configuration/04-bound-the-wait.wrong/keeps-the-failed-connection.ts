// Breaks: truth
// Expect: what-failed-is-kept
// Kind: first-connect-fails
import { Kafka, logLevel, type Producer } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
}

export type Outcome =
  /** The broker has confirmed the order, and it is there. */
  | 'stored'
  /** No confirmation came in time: the order may be there or not. */
  | 'unknown';

export interface OrderSender {
  /** Resolves to what became of the order, within 5 seconds. Never throws. One order at a time. */
  send(order: Order): Promise<Outcome>;
  /** Hangs up. Nobody sends an order after that. */
  close(): Promise<void>;
}

// A connection that failed will not come; so nobody asks for another one.
export function boundTheWait(lab: Lab): OrderSender {
  const retry = { retries: 2, initialRetryTime: 200 };
  const kafka = new Kafka({
    clientId: 'shop',
    ...lab.connection,
    requestTimeout: 1_000,
    retry,
    logLevel: logLevel.NOTHING,
  });
  let current: Promise<Producer> | undefined;

  async function connect(): Promise<Producer> {
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, retry });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      await producer.disconnect();
      throw error;
    }
  }

  /** The next order gets a new producer. */
  async function throwAway(): Promise<void> {
    const old = current;
    current = undefined;
    await old?.then((producer) => producer.disconnect()).catch(() => {});
  }

  return {
    async send(order) {
      current ??= connect();
      const producer = await current.catch(() => undefined);
      if (!producer) return 'unknown';
      try {
        await producer.send({ topic: lab.topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
        return 'stored';
      } catch {
        await throwAway();
        return 'unknown';
      }
    },
    async close() {
      await throwAway();
    },
  };
}
