import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Topics {
  orders: string;
  clicks: string;
}

export interface Shop {
  /** Resolves once all in-sync replicas have the order (key: the id). Throws within 5 seconds if it cannot be stored. */
  placeOrder(id: string): Promise<void>;
  /** Sends a click (key: the page) without any confirmation. Never throws. */
  countClick(page: string): Promise<void>;
  /** Hangs up. */
  close(): Promise<void>;
}

// Why this way
// - In this client acks belongs to the producer, so two kinds of confirmation take two producers.
// - By default an order waits five minutes for its broker; `message.timeout.ms` makes that two seconds. But
//   librdkafka gives up an order only between two attempts to connect, and those come further and further
//   apart, up to 10 s. With `reconnect.backoff.max.ms` the two seconds are two seconds.
// - `send` of a producer with acks 0 resolves once the record was handed to the connection, and its
//   `baseOffset` is -1001: nobody has told.

/** Opens the shop, connected. */
export async function askForConfirmation(lab: Lab, { orders, clicks }: Topics): Promise<Shop> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'shop', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const limits = { 'linger.ms': 0, 'message.timeout.ms': 2_000, 'reconnect.backoff.max.ms': 200 };
  const careful = kafka.producer({ ...limits, acks: -1 });
  const careless = kafka.producer({ ...limits, acks: 0 });
  await Promise.all([careful.connect(), careless.connect()]);

  return {
    async placeOrder(id) {
      await careful.send({ topic: orders, messages: [message(id)] });
    },
    async countClick(page) {
      await careless.send({ topic: clicks, messages: [message(page)] }).catch(() => {});
    },
    async close() {
      await Promise.all([careful.disconnect(), careless.disconnect()]);
    },
  };
}

const message = (key: string) => ({ key, value: new Date().toISOString() });
