// What learners' first programs do, done in a training run, so that the classes behind it are in the JVM's cache.
import type { Kafka } from 'kafkajs';
import type { Connection } from '../../kafka/connection.ts';
import { kafkaClient } from '../../kafka/client.ts';

/** Sends, reads and commits by a transaction and by a group, and removes what it made. */
export async function useClients(connection: Connection): Promise<void> {
  const kafka = kafkaClient(connection, { retries: 20 });
  const [topic, groupId] = ['workbook-training', 'workbook-training'];
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 2 }] });
  const producer = kafka.producer({ idempotent: true, transactionalId: groupId, maxInFlightRequests: 1 });
  await producer.connect();
  const transaction = await producer.transaction();
  await transaction.send({ topic, messages: [{ key: 'a', value: '1' }] });
  await transaction.sendOffsets({
    consumerGroupId: groupId,
    topics: [{ topic, partitions: [{ partition: 0, offset: '1' }] }],
  });
  await transaction.commit();
  await producer.disconnect();
  await consumeOne(kafka, topic, groupId);
  await admin.fetchOffsets({ groupId, topics: [topic] });
  await admin.deleteGroups([groupId]);
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
}

async function consumeOne(kafka: Kafka, topic: string, groupId: string): Promise<void> {
  const consumer = kafka.consumer({ groupId: `${groupId}-2`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.run({ eachMessage: () => Promise.resolve(resolve()) }).catch(reject);
  });
  await consumer.disconnect();
}
