// Differs: librdkafka's batches, compressed with LZ4; the JSON has lines and spaces.
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

// The client gathers, for 40 ms, 80 % of what an order may wait.
export async function giveItALinger(lab: Lab): Promise<OrderSender> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'shop', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ kafkaJS: { compression: KafkaJS.CompressionTypes.LZ4 }, 'linger.ms': 40 });
  await producer.connect();
  return {
    async send(order) {
      await producer.send({ topic: lab.topic, messages: [{ key: order.id, value: JSON.stringify(order, null, 2) }] });
    },
    async close() {
      await producer.flush({ timeout: 10_000 });
      await producer.disconnect();
    },
  };
}
