// Breaks: never-twice (not reached: commits-the-end, because it commits offsets that the log never reaches)
// Expect: knew-nothing
// Kind: wrong-value
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// '9' + 1 is '91'. The broker takes it, and the next start does not find it.
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
      const next = message.offset + 1;
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
      await producer.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
    },
  });
}
