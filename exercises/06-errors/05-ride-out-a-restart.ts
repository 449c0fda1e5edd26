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

/**
 * Takes orders and sends each as a record to `lab.topic` (key: `order.id`, value: the order as JSON).
 * TODO: while the broker is away it takes any number of orders, and then gives all of them up. Mend it. The task says what it has to do.
 */
export function rideOutARestart(lab: Lab): OrderDesk {
  const kafka = new Kafka({
    clientId: 'desk',
    ...lab.connection,
    retry: { initialRetryTime: 100, retries: 3 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  const connected = producer.connect();
  connected.catch(() => {}); // each order hears of it
  return {
    async take(order) {
      try {
        await connected;
        await producer.send({ topic: lab.topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
        return 'confirmed';
      } catch (error) {
        lab.log(`${order.id}: ${String(error)}`);
        return 'refused';
      }
    },
    async close() {
      await producer.disconnect();
    },
  };
}
