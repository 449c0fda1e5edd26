// Differs: SMS and offset stand in one transaction, so that neither is lost; what was cut off is aborted
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** A whole program: reads `lab.topic` in the group `lab.groupId` and writes each record as an SMS to `<lab.topic>-sms`. */
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'sms', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({
    transactionalId: `${lab.groupId}-sms`,
    maxInFlightRequests: 1,
    idempotent: true,
  });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const { key, value } = message;
      const next = String(BigInt(message.offset) + 1n);
      const transaction = await producer.transaction();
      await transaction.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
      const topics = [{ topic, partitions: [{ partition, offset: next }] }];
      await transaction.sendOffsets({ consumerGroupId: lab.groupId, topics });
      await transaction.commit();
    },
  });
}
