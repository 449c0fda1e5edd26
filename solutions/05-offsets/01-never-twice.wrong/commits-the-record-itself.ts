// Breaks: never-twice (not reached: commits-the-end, because it commits one less)
// Expect: knew-nothing
// Kind: wrong-value
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// The committed offset is that of the next record: this one says "do it again".
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
      await consumer.commitOffsets([{ topic, partition, offset: message.offset }]);
      await producer.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
    },
  });
}
