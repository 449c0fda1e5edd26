import { KafkaJS } from '@confluentinc/kafka-javascript';
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
// - One producer of this client opens two connections here: one to the address it starts with, one to the
//   broker that the cluster advertises. A producer for each of 20 orders opens 40, and starts and ends
//   librdkafka's threads 20 times.
// - What is kept is the *promise* of the connection: orders that arrive while the first one is still
//   connecting wait for it. A second `connect()` on the same producer throws here: "Connect has already
//   been called elsewhere."
// - A producer of this client that failed to connect stays failed. So the promise and the producer are made
//   together, and forgotten together.
// - `linger.ms` 0: each order is awaited, so waiting for company (5 ms by default, meant for batches) only
//   delays.

/** Starts the order service, which writes to `topic`. */
export function shareOneClient({ connection, topic }: Lab): OrderService {
  // #region make
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'order-service', ...connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  // #endregion
  let connected: Promise<KafkaJS.Producer> | undefined;

  async function start(): Promise<KafkaJS.Producer> {
    const producer = kafka.producer({ 'linger.ms': 0 });
    await producer.connect();
    return producer;
  }

  async function connect(): Promise<KafkaJS.Producer> {
    connected ??= start();
    try {
      return await connected;
    } catch (error) {
      connected = undefined;
      throw error;
    }
  }

  return {
    async place(order) {
      const producer = await connect();
      await producer.send({ topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
    },
    async close() {
      const producer = await connected?.catch(() => undefined);
      await producer?.disconnect();
    },
  };
}
