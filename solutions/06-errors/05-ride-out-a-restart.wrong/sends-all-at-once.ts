// Breaks: none-lost (not reached: once, closes, because a record with another one's sequence number is stored where that one should be, and hundreds of retries are still under way)
// Expect: whose-sequence
// Kind: data-never-tried
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
const mostWaiting = 100;

// Every order has a send of its own: those that fail together take each other's sequence numbers when they come again.
/** Takes orders and sends each as a record to `lab.topic` (key: `order.id`, value: the order as JSON). */
export function rideOutARestart(lab: Lab): OrderDesk {
  const kafka = new Kafka({ clientId: 'desk', ...lab.connection, ...trying, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  const waiting = new Set<Promise<void>>();
  let connected: Promise<void> | undefined;

  async function connect(): Promise<void> {
    try {
      await producer.connect();
    } catch {
      await wait(200);
      await connect();
    }
  }

  async function send({ id, item }: Order): Promise<void> {
    for (;;) {
      try {
        await (connected ??= connect());
        await producer.send({ topic: lab.topic, messages: [{ key: id, value: JSON.stringify({ id, item }) }] });
        return;
      } catch (error) {
        lab.log(`${id} waits: ${String(error)}`);
        await wait(200);
      }
    }
  }

  return {
    async take(order) {
      if (waiting.size >= mostWaiting) return 'refused';
      const sent = send(order);
      waiting.add(sent);
      await sent;
      waiting.delete(sent);
      return 'confirmed';
    },
    async close() {
      await Promise.all(waiting);
      await producer.disconnect();
    },
  };
}
