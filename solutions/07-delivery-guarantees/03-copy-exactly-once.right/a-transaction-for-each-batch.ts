// Differs: all orders of a batch are one transaction, compressed with gzip
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Takes the goods of an order from the shelf; throws while the warehouse is closed. */
export type Reserve = (order: string) => Promise<void>;

/** A whole program: copies each order from `lab.topic` to the topics of payments and parcels. */
export async function copyExactlyOnce(lab: Lab, reserve: Reserve = async () => {}): Promise<void> {
  const kafka = new Kafka({ clientId: 'copy', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId: `batches of ${lab.groupId}` });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      const { topic, partition, messages } = batch;
      const copies = messages.map(({ key, value }) => ({ key, value }));
      const transaction = await producer.transaction();
      try {
        for (const { key } of copies) await reserve(String(key));
        for (const made of ['payments', 'parcels']) {
          await transaction.send({
            topic: `${topic}-${made}`,
            compression: CompressionTypes.GZIP,
            messages: copies,
          });
        }
        const partitions = [{ partition, offset: String(BigInt(batch.lastOffset()) + 1n) }];
        await transaction.sendOffsets({ consumerGroupId: lab.groupId, topics: [{ topic, partitions }] });
        await transaction.commit();
      } catch (error) {
        // Where the commit threw there is nothing to abort: the consumer stops, and with it the program.
        if (transaction.isActive()) await transaction.abort();
        throw error;
      }
    },
  });
}
