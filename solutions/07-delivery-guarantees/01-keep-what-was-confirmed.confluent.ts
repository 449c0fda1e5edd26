import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
}

export interface OrderBook {
  /** Resolves when the order is confirmed: from then on it is kept. Rejects where it cannot be confirmed. */
  take(order: Order): Promise<void>;
  /** Hangs up. Nobody takes an order after that. */
  close(): Promise<void>;
}

// Why this way
// - All replicas in sync have an order before it is confirmed, so whichever of them leads next has it. `acks` need not be said:
//   an idempotent producer takes no other.
// - "All in sync" may be one. The topic says by `min.insync.replicas` that this is too few: then the broker refuses, and the
//   producer tries again until there are enough.
// - An answer that dies with the leader makes the client send the order again. The numbers of an idempotent producer stand in
//   the log, so the next leader knows them, and stores the order once.
// - Nobody leads for some seconds. This client tries for five minutes (`message.timeout.ms`), but its pauses between two
//   connects grow to ten seconds; here they stay below one.
// - `linger.ms: 0`: who awaits each order has nothing to gather.

/** Opens an order book that keeps its orders in `lab.topic`. */
export async function keepWhatWasConfirmed(lab: Lab): Promise<OrderBook> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'book', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({
    kafkaJS: { idempotent: true },
    'linger.ms': 0,
    'reconnect.backoff.max.ms': 500,
  });
  await producer.connect();
  return {
    async take(order) {
      const messages = [{ key: order.id, value: JSON.stringify(order) }];
      await producer.send({ topic: lab.topic, messages });
    },
    close: () => producer.disconnect(),
  };
}
