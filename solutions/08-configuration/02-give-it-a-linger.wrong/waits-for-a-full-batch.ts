// Breaks: soon (not reached: own-order, throws, close, because a batch that is not full is never sent)
// Expect: full-or-late
// Kind: sentence-overlooked
import { Kafka, logLevel } from 'kafkajs';
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

// A batch of thirty is a good batch. The suite of the author sent sixty.
export async function giveItALinger(lab: Lab): Promise<OrderSender> {
  const kafka = new Kafka({ clientId: 'shop', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  let messages: { key: string; value: string }[] = [];
  let full = Promise.withResolvers<unknown>();

  return {
    async send(order) {
      messages.push({ key: order.id, value: JSON.stringify(order) });
      const mine = full;
      if (messages.length === 30) {
        const batch = messages;
        messages = [];
        full = Promise.withResolvers<unknown>();
        mine.resolve(producer.send({ topic: lab.topic, messages: batch }));
      }
      await mine.promise;
    },
    async close() {
      if (messages.length > 0) await producer.send({ topic: lab.topic, messages });
      await producer.disconnect();
    },
  };
}
