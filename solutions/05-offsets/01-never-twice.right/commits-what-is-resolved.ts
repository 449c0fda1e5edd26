// Differs: batches are read as batches; each record is resolved and committed before it is sent
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** A whole program: reads `lab.topic` in the group `lab.groupId` and writes each record as an SMS to `<lab.topic>-sms`. */
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
        await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets());
        await producer.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
        await payload.heartbeat();
      }
    },
  });
}
