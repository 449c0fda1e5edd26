// Breaks: offsets
// Expect: who-commits
// Kind: unheard-setting
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Takes the goods of an order from the shelf; throws while the warehouse is closed. */
export type Reserve = (order: string) => Promise<void>;

// Two clients, and `autoCommit` where nobody hears it: it belongs to `run`. So the reading one commits beside the transactions.
export async function copyExactlyOnce(lab: Lab, reserve: Reserve = async () => {}): Promise<void> {
  const settings = { clientId: 'copy', ...lab.connection, logLevel: logLevel.NOTHING };
  const [reading, writing] = [new Kafka(settings), new Kafka(settings)];
  const producer = writing.producer({
    transactionalId: `${lab.groupId}-copy`,
    idempotent: true,
    maxInFlightRequests: 1,
  });
  const group = { groupId: lab.groupId, maxWaitTimeInMs: 100, autoCommit: false };
  const consumer = reading.consumer(group);
  const stop = (error: unknown): never => {
    lab.log(`Nobody knows whether the commit was heard: ${String(error)}`);
    process.exit(1);
  };
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
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
      await transaction.commit().catch(stop);
    },
  });
}
