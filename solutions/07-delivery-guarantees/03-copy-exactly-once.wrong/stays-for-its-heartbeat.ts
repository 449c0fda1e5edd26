// Breaks: not-knowing
// Expect: stands-still
// Kind: silence-taken-for-done
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Takes the goods of an order from the shelf; throws while the warehouse is closed. */
export type Reserve = (order: string) => Promise<void>;

// The consumer has stopped, and the line "alive" goes on: whoever watches the program sees nothing.
export async function copyExactlyOnce(lab: Lab, reserve: Reserve = async () => {}): Promise<void> {
  const kafka = new Kafka({ clientId: 'copy', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId: `${lab.groupId}-copy`, idempotent: true, maxInFlightRequests: 1 });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  setInterval(() => lab.log('alive'), 5_000);
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
        await transaction.abort();
        throw error;
      }
      await transaction.commit();
    },
  });
}
