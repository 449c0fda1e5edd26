// Breaks: slow (not reached: truth, because it keeps a connection that failed)
// Expect: no-second-attempt
// Kind: failure-never-tried
import { Kafka, logLevel } from 'kafkajs';
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

/**
 * Nothing is sent twice, because nothing is ever sent again.
 */
export function boundTheWait(lab: Lab): OrderSender {
  const kafka = new Kafka({
    clientId: 'shop',
    ...lab.connection,
    requestTimeout: 3_000,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer({ maxInFlightRequests: 1, retry: { retries: 0 } });
  const connected = producer.connect();
  connected.catch(() => {}); // whoever sends learns of it

  return {
    async send(order) {
      try {
        await connected;
        await producer.send({ topic: lab.topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
        return 'stored';
      } catch {
        return 'unknown';
      }
    },
    async close() {
      await producer.disconnect();
    },
  };
}
