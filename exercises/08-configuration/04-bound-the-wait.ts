import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
}

export type Outcome =
  /** The broker has confirmed the order, and it is there. */
  | 'stored'
  /** No confirmation came in time: the order may be there or not, or turn up later. */
  | 'unknown';

export interface OrderSender {
  /** Resolves to what became of the order. One order at a time. */
  send(order: Order): Promise<Outcome>;
  /** Hangs up. Nobody sends an order after that. */
  close(): Promise<void>;
}

/**
 * Sends orders to `lab.topic`.
 * TODO: its settings were copied from another program, and it keeps what has failed. Mend both.
 */
export function boundTheWait(lab: Lab): OrderSender {
  const kafka = new Kafka({
    clientId: 'shop',
    ...lab.connection,
    requestTimeout: 5,
    retry: { retries: 8, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  // One in flight, so that nothing is sent twice.
  const producer = kafka.producer({ maxInFlightRequests: 1 });
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
