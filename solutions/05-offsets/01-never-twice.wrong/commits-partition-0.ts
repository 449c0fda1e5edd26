// Breaks: commits-the-end (not reached: never-twice, because it depends on which partition is read first)
// Expect: what-is-committed
// Kind: wrong-value
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// Right for the topic of the example, which had one partition.
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'sms', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, message }) => {
      const { key, value } = message;
      const next = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition: 0, offset: next }]);
      await producer.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
    },
  });
}
