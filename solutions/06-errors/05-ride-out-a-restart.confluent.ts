import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Order {
  id: string;
  item: string;
}

export interface OrderDesk {
  /** Resolves to `'confirmed'` when the broker has confirmed the order, and to `'refused'` where too many wait. */
  take(order: Order): Promise<'confirmed' | 'refused'>;
  /** Hangs up when no order waits any more. Nobody takes an order after that. */
  close(): Promise<void>;
}

// Why this way
// - librdkafka has the list of what waits, keeps its order, and tries again for five minutes (`message.timeout.ms`). What it
//   does not have is a limit that whoever orders hears of: its queue takes 100,000. So the ones that wait are counted here.
// - `idempotent`: a request whose answer was lost is sent again with the same sequence number, and the broker stores it once.
//   Unlike kafkajs this client keeps the order of requests that are under way at the same time, so nobody has to wait.
// - After each connect that fails librdkafka waits longer, up to ten seconds: as long as all of the orders may wait after the
//   restart. `reconnect.backoff.max.ms` makes that half a second.
// - A producer that could not connect stays failed: the next try takes a new one.

const mostWaiting = 100;

/** Takes orders and sends each as a record to `lab.topic` (key: `order.id`, value: the order as JSON). */
export function rideOutARestart(lab: Lab): OrderDesk {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'desk', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const waiting = new Set<Promise<unknown>>();
  let connected: Promise<KafkaJS.Producer> | undefined;

  async function connect(): Promise<KafkaJS.Producer> {
    for (;;) {
      const producer = kafka.producer({
        kafkaJS: { idempotent: true },
        'linger.ms': 0,
        'reconnect.backoff.max.ms': 500,
      });
      try {
        await producer.connect();
        return producer;
      } catch (error) {
        lab.log(`${waiting.size} orders wait: ${String(error)}`);
      }
    }
  }

  async function send(order: Order): Promise<void> {
    connected ??= connect();
    const producer = await connected;
    await producer.send({ topic: lab.topic, messages: [{ key: order.id, value: JSON.stringify(order) }] });
  }

  return {
    async take(order) {
      if (waiting.size >= mostWaiting) return 'refused';
      const sent = send(order);
      waiting.add(sent);
      try {
        await sent;
        return 'confirmed';
      } finally {
        waiting.delete(sent);
      }
    },
    async close() {
      await Promise.allSettled(waiting);
      await (await connected)?.disconnect();
    },
  };
}
