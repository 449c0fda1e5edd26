import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
}

export interface OrderSender {
  /** Resolves when the order is on the broker; throws where it cannot be stored. May be called many times at once. */
  send(order: Order): Promise<void>;
  /** Sends what still waits, and hangs up. Nobody sends an order after that. */
  close(): Promise<void>;
}

// Why this way
// - The client gathers by itself. With 50 ms in the place of 5 the batches are larger, and each order waits longer.
// - `disconnect()` flushes, but for 5 s at most. `flush()` waits for as long as it is told.

/** Sends orders to `lab.topic`. */
export async function giveItALinger(lab: Lab): Promise<OrderSender> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'shop', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  // #region linger
  const producer = kafka.producer({ 'linger.ms': 50 });
  // #endregion
  await producer.connect();
  return {
    async send(order) {
      await producer.send({ topic: lab.topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
    },
    async close() {
      await producer.flush({ timeout: 10_000 });
      await producer.disconnect();
    },
  };
}
