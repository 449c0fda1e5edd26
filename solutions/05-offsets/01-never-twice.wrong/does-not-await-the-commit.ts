// Breaks: never-twice
// Expect: knew-nothing
// Kind: not-awaited
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// The commit is first in the file, and not at the broker.
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'sms', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const { key, value } = message;
      const next = String(BigInt(message.offset) + 1n);
      void consumer.commitOffsets([{ topic, partition, offset: next }]);
      await producer.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
    },
  });
}
