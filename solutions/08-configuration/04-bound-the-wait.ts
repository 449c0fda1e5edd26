import { Kafka, logLevel, type Producer } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
}

export type Outcome =
  /** The broker has confirmed the order, and it is there. */
  | 'stored'
  /** No confirmation came in time: the order may be there or not. */
  | 'unknown';

export interface OrderSender {
  /** Resolves to what became of the order, within 5 seconds. Never throws. One order at a time. */
  send(order: Order): Promise<Outcome>;
  /** Hangs up. Nobody sends an order after that. */
  close(): Promise<void>;
}

// Why this way
// - 3 attempts of 1 s, and pauses of 0.2 s and 0.4 s: 3.6 s at most, and a fifth more where the pauses are long.
// - `requestTimeout` is in milliseconds. 5 was meant as seconds, and every answer came too late.
// - `maxInFlightRequests: 1` keeps the order of records. What prevents duplicates is `idempotent`: the broker
//   goes by the producer's id and the number of the batch.
// - After a send that has thrown, kafkajs gives the number of that batch to the next one. If the broker had stored
//   the first, it takes the next for a duplicate, and confirms what it does not store. A new producer has a
//   new id, and starts from 0.

/** Sends orders to `lab.topic`. */
export function boundTheWait(lab: Lab): OrderSender {
  // #region limits
  const retry = { retries: 2, initialRetryTime: 200 };
  const kafka = new Kafka({
    clientId: 'shop',
    ...lab.connection,
    requestTimeout: 1_000,
    retry,
    logLevel: logLevel.NOTHING,
  });
  // #endregion
  let current: Promise<Producer> | undefined;

  async function connect(): Promise<Producer> {
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, retry });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      await producer.disconnect();
      throw error;
    }
  }

  /** The next order gets a new producer. */
  async function throwAway(): Promise<void> {
    const old = current;
    current = undefined;
    await old?.then((producer) => producer.disconnect()).catch(() => {});
  }

  return {
    async send(order) {
      try {
        current ??= connect();
        const producer = await current;
        await producer.send({ topic: lab.topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
        return 'stored';
      } catch {
        await throwAway();
        return 'unknown';
      }
    },
    async close() {
      await throwAway();
    },
  };
}
