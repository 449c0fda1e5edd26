// Breaks: one-lost
// Expect: knew-too-early
// Kind: not-awaited
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// One commit for all of a batch is cheap, and the machine dies in the middle of the batch.
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'sms', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      const { topic, partition } = batch;
      const next = String(BigInt(batch.lastOffset()) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
      for (const { key, value } of batch.messages) {
        await producer.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
      }
    },
  });
}
