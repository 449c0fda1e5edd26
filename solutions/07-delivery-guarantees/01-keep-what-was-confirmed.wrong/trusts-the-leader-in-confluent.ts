// Breaks: survives (not reached: once, not-enough, because the leader confirms alone, and the client refuses to be idempotent then)
// Expect: who-had-it
// Kind: unheard-setting
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

// What a topic asks for by `min.insync.replicas` is not heard where the producer asks the leader alone.
export async function keepWhatWasConfirmed(lab: Lab): Promise<OrderBook> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'book', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({
    kafkaJS: { acks: 1 },
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
