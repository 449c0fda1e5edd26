// Differs: each partition has a transactional id of its own, and both are worked at side by side
import { Kafka, logLevel, type Producer } from 'kafkajs';
import type { Lab } from '#testkit';

/** Takes the goods of an order from the shelf; throws while the warehouse is closed. */
export type Reserve = (order: string) => Promise<void>;

/** A whole program: copies each order from `lab.topic` to the topics of payments and parcels. */
export async function copyExactlyOnce(lab: Lab, reserve: Reserve = async () => {}): Promise<void> {
  const kafka = new Kafka({ clientId: 'copy', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  const producers = new Map<number, Promise<Producer>>();

  async function open(partition: number): Promise<Producer> {
    const producer = kafka.producer({ transactionalId: `${lab.groupId}-${lab.topic}-${partition}`, idempotent: true });
    await producer.connect();
    return producer;
  }

  function producerOf(partition: number): Promise<Producer> {
    const producer = producers.get(partition) ?? open(partition);
    producers.set(partition, producer);
    return producer;
  }

  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    partitionsConsumedConcurrently: 2,
    eachMessage: async ({ topic, partition, message: { key, value, offset } }) => {
      const transaction = await (await producerOf(partition)).transaction();
      const ended = await (async () => {
        const next = [{ topic, partitions: [{ partition, offset: String(BigInt(offset) + 1n) }] }];
        await transaction.sendOffsets({ consumerGroupId: lab.groupId, topics: next });
        const messages = [{ key, value }];
        await transaction.send({ topic: `${topic}-parcels`, messages });
        await reserve(String(key));
        await transaction.send({ topic: `${topic}-payments`, messages });
      })().catch((error: unknown) => ({ error }));
      if (ended) {
        await transaction.abort();
        throw ended.error;
      }
      try {
        await transaction.commit();
      } catch {
        process.exit(3);
      }
    },
  });
}
