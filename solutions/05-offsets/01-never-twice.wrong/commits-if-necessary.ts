// Breaks: never-twice
// Expect: knew-nothing
// Kind: unheard-setting
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// Without a threshold or an interval no commit is ever necessary before the end of the batch.
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'sms', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    eachBatchAutoResolve: false,
    eachBatch: async (payload) => {
      const { batch } = payload;
      const { topic } = batch;
      for (const { key, value, offset } of batch.messages) {
        payload.resolveOffset(offset);
        await payload.commitOffsetsIfNecessary();
        await producer.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
      }
    },
  });
}
