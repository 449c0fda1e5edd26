// A service to be tested, and one in its place that loses orders.
import type { Kafka, KafkaMessage } from 'kafkajs';

/** What becomes of one order. */
type Handler = (
  message: KafkaMessage,
  save: (order: string) => Promise<void>,
  setAside: () => Promise<void>,
) => Promise<void>;

// #region handlers
export const handlers = {
  careful: async (message, save, setAside) => {
    const order = String(message.value);
    await save(order)
      .catch(() => save(order))
      .catch(setAside);
  },
  careless: async (message, save) => {
    await save(String(message.value)).catch(() => {}); // and a line in a log
  },
} satisfies Record<string, Handler>;
// #endregion

/** Reads orders from `<name>` and sets them aside in `<name>-aside`, until what it resolves with is called. */
export async function startKitchen(
  kafka: Kafka,
  name: string,
  handler: Handler,
  save: (order: string) => Promise<void>,
): Promise<() => Promise<void>> {
  const consumer = kafka.consumer({ groupId: name, maxWaitTimeInMs: 100 });
  const producer = kafka.producer();
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: name, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) =>
      handler(message, save, async () => {
        const { key, value } = message;
        await producer.send({ topic: `${name}-aside`, messages: [{ key, value }] });
      }),
  });
  return async () => {
    await consumer.disconnect();
    await producer.disconnect();
  };
}
