// Breaks: soon
// Expect: steady-late
// Kind: limit-not-measured
import { setTimeout as wait } from 'node:timers/promises';
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

interface Batch {
  readonly messages: { key: string; value: string }[];
  /** Settles with the send of this batch. */
  readonly sent: Promise<unknown>;
}

// Not long for a person, and four times what was asked.
export async function giveItALinger(lab: Lab): Promise<OrderSender> {
  const kafka = new Kafka({ clientId: 'shop', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  const underWay = new Set<Promise<unknown>>();
  let waiting: Batch | undefined;
  function startBatch(): Batch {
    const messages: Batch['messages'] = [];
    const sent = wait(200).then(() => {
      waiting = undefined; // who comes now starts the next batch
      return producer.send({ topic: lab.topic, messages });
    });
    underWay.add(sent);
    void sent.catch(() => {}).finally(() => underWay.delete(sent));
    return { messages, sent };
  }

  return {
    async send(order) {
      waiting ??= startBatch();
      const { messages, sent } = waiting;
      messages.push({ key: order.id, value: JSON.stringify(order) });
      await sent;
    },
    async close() {
      await Promise.allSettled(underWay);
      await producer.disconnect();
    },
  };
}
