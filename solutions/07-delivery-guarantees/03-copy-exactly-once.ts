import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Takes the goods of an order from the shelf; throws while the warehouse is closed. */
export type Reserve = (order: string) => Promise<void>;

// Why this way
// - Payment, parcel and offset are one transaction: whenever the machine dies, either all three count or none. The offset
//   committed beside it leaves a moment in which the order is done and the group does not know.
// - `autoCommit: false`: what commits beside the transaction commits at a moment of its own.
// - An error within the transaction aborts it, and goes on to kafkajs, which hands the order over again. Without the abort the
//   next `transaction()` throws; without the error the order counts as done.
// - A commit that throws says nothing: the broker may have it or not, and this producer can do nothing more. To try the order
//   again would be a guess. The next process takes the id over, which waits for the transaction's end, and goes on where the
//   group stands then.
// - The transactional id is the same at every start. With another one the transaction of the dead one stays open for a minute,
//   and nobody who reads committed records sees what comes behind it.

/** A whole program: copies each order from `lab.topic` to the topics of payments and parcels. */
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
        await transaction.abort();
        throw error;
      }
      await transaction.commit().catch(stop);
    },
  });
}
