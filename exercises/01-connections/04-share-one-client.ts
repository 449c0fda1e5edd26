import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
  quantity: number;
}

export interface OrderService {
  /** Resolves once the broker has confirmed the order as a record: its key is the id, its value the order as JSON. Throws where that fails. */
  place(order: Order): Promise<void>;
  /** Ends the service. Nobody places an order after that. */
  close(): Promise<void>;
}

/** Starts the order service, which writes to `topic`. */
export function shareOneClient({ connection, topic }: Lab): OrderService {
  return {
    // TODO: every order opens a client of its own. Mend it: one client for the life of the service.
    async place(order) {
      const retry = { retries: 2, initialRetryTime: 100 };
      const kafka = new Kafka({ clientId: 'order-service', ...connection, retry, logLevel: logLevel.NOTHING });
      const producer = kafka.producer();
      await producer.connect();
      await producer.send({ topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
      await producer.disconnect();
    },
    async close() {
      // Nothing to do: every order has closed its own client.
    },
  };
}
