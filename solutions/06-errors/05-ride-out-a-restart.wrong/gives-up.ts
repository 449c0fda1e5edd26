// Breaks: none-lost
// Expect: retries-end
// Kind: failure-swallowed
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

const trying = { requestTimeout: 3_000, retry: { initialRetryTime: 100, retries: 3 } };
const most = { waiting: 100, atOnce: 20 };

interface Waiting {
  readonly order: Order;
  readonly confirm: (outcome: 'confirmed' | 'refused') => void;
}

// After kafkajs' own retries the error is caught, and the order is called refused, although there was room for it.
/** Takes orders and sends each as a record to `lab.topic` (key: `order.id`, value: the order as JSON). */
export function rideOutARestart(lab: Lab): OrderDesk {
  const kafka = new Kafka({ clientId: 'desk', ...lab.connection, ...trying, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  const waiting: Waiting[] = [];
  let isConnected = false;
  let sending: Promise<void> | undefined;

  async function send(orders: readonly Order[]): Promise<'confirmed' | 'refused'> {
    const messages = orders.map((order) => ({ key: order.id, value: JSON.stringify(order) }));
    try {
      if (!isConnected) await producer.connect();
      isConnected = true;
      await producer.send({ topic: lab.topic, messages });
      return 'confirmed';
    } catch (error) {
      lab.log(`${orders.length} orders are given up: ${String(error)}`);
      return 'refused';
    }
  }

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const some = waiting.slice(0, most.atOnce);
      const outcome = await send(some.map(({ order }) => order));
      waiting.splice(0, some.length);
      for (const { confirm } of some) confirm(outcome);
    }
    sending = undefined;
  }

  return {
    async take(order) {
      if (waiting.length >= most.waiting) return 'refused';
      const confirmed = Promise.withResolvers<'confirmed' | 'refused'>();
      waiting.push({ order, confirm: confirmed.resolve });
      sending ??= sendAll();
      return confirmed.promise;
    },
    async close() {
      await sending;
      await producer.disconnect();
    },
  };
}
