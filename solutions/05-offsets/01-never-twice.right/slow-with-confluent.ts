// Differs: it takes 150 ms and more for each record, and sends with a linger of 100 ms
import { setTimeout as wait } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** A whole program: reads `lab.topic` in the group `lab.groupId` and writes each record as an SMS to `<lab.topic>-sms`. */
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'sms', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ 'linger.ms': 100 });
  const consumer = kafka.consumer({
    kafkaJS: { groupId: lab.groupId, fromBeginning: true, autoCommit: false, maxWaitTimeInMs: 100 },
  });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic });
  const hasCommitted = async ({ topic, partition, offset }: Place): Promise<void> => {
    const [found] = await consumer.committed([{ topic, partition }]);
    if (found?.offset !== offset)
      throw new Error(`The group has committed ${found?.offset} in the place of ${offset}.`);
  };
  await consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      const { key, value } = message;
      await wait(150);
      const next = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
      await hasCommitted({ topic, partition, offset: next });
      await producer.send({ topic: `${topic}-sms`, messages: [{ key: key ?? null, value }] });
    },
  });
}
