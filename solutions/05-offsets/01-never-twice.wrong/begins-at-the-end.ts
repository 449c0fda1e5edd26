// Breaks: never-twice (not reached: one-lost, as-written, commits-the-end, because nothing is sent)
// Expect: does-not-read
// Kind: failure-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// "Begin again at the newest, then nothing comes twice." But a group without a commit begins there as well.
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'sms', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: false });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const { key, value } = message;
      const next = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
      await producer.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
    },
  });
}
