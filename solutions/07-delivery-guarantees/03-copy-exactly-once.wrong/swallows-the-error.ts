// Breaks: tries-again
// Expect: why-missing
// Kind: failure-swallowed
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Takes the goods of an order from the shelf; throws while the warehouse is closed. */
export type Reserve = (order: string) => Promise<void>;

// Aborted and logged, but kafkajs hears of no error: the order is done, and the next commit says so.
export async function copyExactlyOnce(lab: Lab, reserve: Reserve = async () => {}): Promise<void> {
  const kafka = new Kafka({ clientId: 'copy', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId: `${lab.groupId}-copy`, idempotent: true, maxInFlightRequests: 1 });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  const stop = (error: unknown): never => {
    lab.log(`Nobody knows whether the commit was heard: ${String(error)}`);
    process.exit(1);
  };
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const { key, value } = message;
      const offset = String(BigInt(message.offset) + 1n);
      const transaction = await producer.transaction();
      try {
        await transaction.send({ topic: `${topic}-payments`, messages: [{ key, value }] });
        await reserve(String(key));
        await transaction.send({ topic: `${topic}-parcels`, messages: [{ key, value }] });
        const topics = [{ topic, partitions: [{ partition, offset }] }];
        await transaction.sendOffsets({ consumerGroupId: lab.groupId, topics });
      } catch (error) {
        lab.log(String(error));
        return transaction.abort();
      }
      await transaction.commit().catch(stop);
    },
  });
}
