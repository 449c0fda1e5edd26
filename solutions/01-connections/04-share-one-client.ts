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

// Why this way
// - A connection belongs to a producer, a consumer or an admin client. `new Kafka()` holds none: it only
//   keeps the settings. So sharing the Kafka object and making a producer for each order opens a connection
//   for each order still.
// - What is kept is the *promise* of the connection, not the connected producer. Orders that arrive while
//   the first one is still connecting find the promise and wait for the same connection. With `if
//   (!connected) await producer.connect()` ten first orders at once connect ten times, which no test that
//   places one order after the other will ever show.
// - If connecting fails, the promise is forgotten, so that the next order tries anew. Else one bad moment
//   at the start would make every later order fail with the same old error.

/** Starts the order service, which writes to `topic`. */
export function shareOneClient({ connection, topic }: Lab): OrderService {
  const retry = { retries: 2, initialRetryTime: 100 };
  const kafka = new Kafka({ clientId: 'order-service', ...connection, retry, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  let connected: Promise<void> | undefined;

  async function connect(): Promise<void> {
    connected ??= producer.connect();
    try {
      await connected;
    } catch (error) {
      connected = undefined;
      throw error;
    }
  }

  return {
    async place(order) {
      await connect();
      await producer.send({ topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
    },
    async close() {
      await connected?.catch(() => {}); // a connection that is still on its way would outlive the service
      await producer.disconnect();
    },
  };
}
