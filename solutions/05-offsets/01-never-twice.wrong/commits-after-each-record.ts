// Breaks: never-twice
// Expect: knew-nothing
// Kind: sentence-overlooked
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// The setting of kafkajs that is enough in exercise 4/3.
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'sms', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: async ({ topic, message }) => {
      const { key, value } = message;
      await producer.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
    },
  });
}
