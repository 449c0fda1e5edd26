import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/**
 * A whole program: reads `lab.topic` in the group `lab.groupId` and writes each record as an SMS to `<lab.topic>-sms`.
 * TODO: after a crash a customer gets an SMS twice. Mend it. The task says what it has to do.
 */
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'sms', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommitThreshold: 1, // commits after each record
    eachMessage: async ({ topic, message }) => {
      const { key, value } = message;
      await producer.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
    },
  });
}
