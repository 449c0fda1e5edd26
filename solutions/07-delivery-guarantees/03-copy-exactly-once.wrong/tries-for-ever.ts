// Breaks: not-knowing
// Expect: stands-still
// Kind: failure-swallowed
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Takes the goods of an order from the shelf; throws while the warehouse is closed. */
export type Reserve = (order: string) => Promise<void>;

// Right for what passes. After a commit that threw this producer never begins another transaction.
export async function copyExactlyOnce(lab: Lab, reserve: Reserve = async () => {}): Promise<void> {
  const kafka = new Kafka({ clientId: 'copy', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId: `${lab.groupId}-copy`, idempotent: true, maxInFlightRequests: 1 });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  const patience = 500;
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const { key, value } = message;
      const offset = String(BigInt(message.offset) + 1n);
      for (;;) {
        try {
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
          return await transaction.commit();
        } catch (error) {
          lab.log(String(error));
          await wait(patience);
        }
      }
    },
  });
}
