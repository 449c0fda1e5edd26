import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

/** Takes the goods of an order from the shelf; throws while the warehouse is closed. */
export type Reserve = (order: string) => Promise<void>;

// Why this way
// - Payment, parcel and offset are one transaction: whenever the machine dies, either all three count or none. The offset
//   committed beside it leaves a moment in which the order is done and the group does not know.
// - `sendOffsets` takes the consumer, not the name of its group: so the broker knows which member it comes from.
// - `autoCommit: false`: left on, this client commits every 5 seconds beside the transactions.
// - An error within the transaction aborts it, and goes on to the client, which hands the order over again.
// - This client asks again for a commit whose answer did not come. One that throws all the same is not known to have failed:
//   then the process ends, and the next one goes on where the group stands.
// - `connect()` of the producer takes the id over, and with it ends what a dead one left open: so it comes before the consumer
//   asks where the group stands. The id is the same at every start.

/** A whole program: copies each order from `lab.topic` to the topics of payments and parcels. */
export async function copyExactlyOnce(lab: Lab, reserve: Reserve = async () => {}): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'copy', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ kafkaJS: { transactionalId: `${lab.groupId}-copy` }, 'linger.ms': 0 });
  const consumer = kafka.consumer({
    kafkaJS: { groupId: lab.groupId, fromBeginning: true, autoCommit: false, maxWaitTimeInMs: 100 },
  });
  const stop = (error: unknown): never => {
    lab.log(`Nobody knows whether the commit was heard: ${String(error)}`);
    process.exit(1);
  };
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic });
  await consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      const messages = [{ key: message.key ?? null, value: message.value }];
      const offset = String(BigInt(message.offset) + 1n);
      const transaction = await producer.transaction();
      try {
        await transaction.send({ topic: `${topic}-payments`, messages });
        await reserve(String(message.key));
        await transaction.send({ topic: `${topic}-parcels`, messages });
        await transaction.sendOffsets({ consumer, topics: [{ topic, partitions: [{ partition, offset }] }] });
      } catch (error) {
        await transaction.abort();
        throw error;
      }
      await transaction.commit().catch(stop);
    },
  });
}
