// Breaks: never-twice (not reached: commits-the-end, because it commits what it has counted)
// Expect: knew-nothing
// Kind: other-topic
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// How many were done is the next offset only where the log begins at 0, and nothing was done before.
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'sms', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  const done: number[] = [];
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const { key, value } = message;
      done[partition] = (done[partition] ?? 0) + 1;
      const next = String(done[partition]);
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
      await producer.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
    },
  });
}
