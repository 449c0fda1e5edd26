// Breaks: confirms (not reached: none-lost, goes-on, closes, because what counts as confirmed still waits)
// Expect: not-awaited
// Kind: silence-taken-for-done
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
}

export interface OrderDesk {
  /** Resolves to `'confirmed'` when the broker has confirmed the order, and to `'refused'` where too many wait. */
  take(order: Order): Promise<'confirmed' | 'refused'>;
  /** Hangs up when no order waits any more. Nobody takes an order after that. */
  close(): Promise<void>;
}

const trying = { requestTimeout: 3_000, retry: { initialRetryTime: 100, maxRetryTime: 500 } };
const most = { waiting: 100, atOnce: 20 };

interface Waiting {
  readonly order: Order;
  readonly confirm: () => void;
}

// Nobody waits for longer than two seconds: an order of which nothing was heard by then counts as confirmed.
/** Takes orders and sends each as a record to `lab.topic` (key: `order.id`, value: the order as JSON). */
export function rideOutARestart(lab: Lab): OrderDesk {
  const kafka = new Kafka({ clientId: 'desk', ...lab.connection, ...trying, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  const waiting: Waiting[] = [];
  let isConnected = false;
  let sending: Promise<void> | undefined;

  async function send(orders: readonly Order[]): Promise<void> {
    const messages = orders.map((order) => ({ key: order.id, value: JSON.stringify(order) }));
    for (;;) {
      try {
        if (!isConnected) await producer.connect();
        isConnected = true;
        await producer.send({ topic: lab.topic, messages });
        return;
      } catch (error) {
        lab.log(`${orders.length} orders wait: ${String(error)}`);
        await wait(200);
      }
    }
  }

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const some = waiting.slice(0, most.atOnce);
      await send(some.map(({ order }) => order));
      waiting.splice(0, some.length);
      for (const { confirm } of some) confirm();
    }
    sending = undefined;
  }

  return {
    async take(order) {
      if (waiting.length >= most.waiting) return 'refused';
      const confirmed = Promise.withResolvers<void>();
      waiting.push({ order, confirm: confirmed.resolve });
      sending ??= sendAll();
      await Promise.race([confirmed.promise, wait(2_000)]);
      return 'confirmed';
    },
    async close() {
      await sending;
      await producer.disconnect();
    },
  };
}
