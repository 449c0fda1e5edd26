// Breaks: never-twice
// Expect: knew-nothing
// Kind: silence-taken-for-done
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

// What this client awaits is a place in its own queue: the broker has nothing yet.
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'sms', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ 'linger.ms': 0 });
  const consumer = kafka.consumer({
    kafkaJS: { groupId: lab.groupId, fromBeginning: true, autoCommit: false, maxWaitTimeInMs: 100 },
  });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic });
  await consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      const { key, value } = message;
      const next = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
      await producer.send({ topic: `${topic}-sms`, messages: [{ key: key ?? null, value }] });
    },
  });
}
