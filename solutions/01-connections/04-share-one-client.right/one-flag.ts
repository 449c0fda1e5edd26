// Differs: connect() is called by each of twenty first orders; values are pretty-printed JSON, in gzip
import { Kafka, logLevel, CompressionTypes } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
  quantity: number;
}

export interface OrderService {
  place(order: Order): Promise<void>;
  close(): Promise<void>;
}

// A second connect() on the same kafkajs producer opens no second connection: a flag is enough.
export function shareOneClient({ connection, topic }: Lab): OrderService {
  const retry = { retries: 2, initialRetryTime: 100 };
  const kafka = new Kafka({ clientId: 'order-service', ...connection, retry, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  let isConnected = false;
  return {
    async place(order) {
      if (!isConnected) await producer.connect();
      isConnected = true;
      const messages = [{ key: order.id, value: JSON.stringify(order, null, 2) }];
      await producer.send({ topic, messages, compression: CompressionTypes.GZIP });
    },
    async close() {
      await producer.disconnect();
    },
  };
}
