import { Kafka, logLevel } from 'kafkajs';
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
// - Nobody leads for some seconds. kafkajs tries five times more and doubles its pauses, up to half a minute; here it goes on
//   trying, about once a second. Where an end is needed, because somebody waits for an answer: an idempotent producer whose
//   `send` has thrown gives the order's number to the next one, which the broker then confirms and does not store. So after
//   the error take a new producer, and find out first whether the order is there.
// - The book is handed one order after the other. Of two that are on their way side by side and both fail, kafkajs may give
//   each the other's number: whoever takes several at once sends them from a list, as in exercise 6/5.

const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: Number.MAX_SAFE_INTEGER };

/** Opens an order book that keeps its orders in `lab.topic`. */
export async function keepWhatWasConfirmed(lab: Lab): Promise<OrderBook> {
  const kafka = new Kafka({ clientId: 'book', ...lab.connection, retry, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  return {
    async take(order) {
      const messages = [{ key: order.id, value: JSON.stringify(order) }];
      await producer.send({ topic: lab.topic, messages });
    },
    close: () => producer.disconnect(),
  };
}
