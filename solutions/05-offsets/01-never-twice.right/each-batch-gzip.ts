// Differs: an SMS is compressed with gzip, and the producer idempotent; batches are read as batches, with a commit for each record
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** A whole program: reads `lab.topic` in the group `lab.groupId` and writes each record as an SMS to `<lab.topic>-sms`. */
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'sms', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async (payload) => {
      const { batch } = payload;
      const { topic, partition } = batch;
      for (const { key, value, offset } of batch.messages) {
        await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(offset) + 1n) }]);
        await producer.send({ topic: `${topic}-sms`, compression: CompressionTypes.GZIP, messages: [{ key, value }] });
        await payload.heartbeat();
      }
    },
  });
}
