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

// Why this way
// - kafkajs has no linger: one `send` is one batch for each partition. So the orders are gathered here.
// - The first order of a batch starts the clock. All orders of a batch wait for the same promise, that of its send:
//   nobody is told "stored" before it is, and an error reaches everybody whom it concerns.
// - `waiting` is emptied before the batch is sent. An order that comes while it is under way starts the next one.
// - A batch that may grow without end would need a limit as well: send it at some hundred messages, and start anew.

interface Batch {
  readonly messages: { key: string; value: string }[];
  /** Settles with the send of this batch. */
  readonly sent: Promise<unknown>;
}

/** Sends orders to `lab.topic`. */
export async function giveItALinger(lab: Lab): Promise<OrderSender> {
  const kafka = new Kafka({ clientId: 'shop', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  const underWay = new Set<Promise<unknown>>();
  let waiting: Batch | undefined;

  // #region linger
  function startBatch(): Batch {
    const messages: Batch['messages'] = [];
    const sent = wait(20).then(() => {
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
    // #endregion
    async close() {
      await Promise.allSettled(underWay);
      await producer.disconnect();
    },
  };
}
