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

// Why this way
// - A list of what waits, with a limit. Without one the memory fills for as long as the broker is away, and nobody who
//   orders hears of it. With one the 101st knows at once, and can be told something.
// - One request at a time, and the same records again until it is confirmed. A connection that breaks does not say
//   whether the broker has stored them; the idempotent producer's sequence number lets the broker notice that it has.
// - One at a time is no matter of taste. Two sends of one idempotent kafkajs producer that both fail come again in any
//   order, and take each other's sequence numbers: the broker takes a new order for a repeated one, confirms it, and does not
//   store it. And a batch that comes again with more records in it is another batch.
// - What kafkajs tries by itself ends after five times. The loop around it has no end: a broker that restarts comes back, and
//   whoever waits has been promised an answer. An order that the broker will never take has no place in such a loop; here
//   all of them are small.
// - Orders that come while a request is under way go with the next one: after the restart a hundred need five requests.

const trying = { requestTimeout: 3_000, retry: { initialRetryTime: 100, maxRetryTime: 500 } };
const most = { waiting: 100, atOnce: 20 };

interface Waiting {
  readonly order: Order;
  readonly confirm: () => void;
}

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
      await confirmed.promise;
      return 'confirmed';
    },
    async close() {
      await sending;
      await producer.disconnect();
    },
  };
}
