// Differs: fetches that the broker holds for 2 s, for two bytes at least; whole batches are handed over.
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reader {
  /** Leaves the group and disconnects. */
  close(): Promise<void>;
}

// Fewer questions, as long as a record has more bytes than are asked for.
export async function fetchABacklog(lab: Lab, handle: (value: string) => void): Promise<Reader> {
  const kafka = new Kafka({ clientId: 'reader', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({
    groupId: lab.groupId,
    maxBytesPerPartition: 1_048_576,
    minBytes: 2,
    maxWaitTimeInMs: 2_000,
  });
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    async eachBatch({ batch }) {
      for (const { value } of batch.messages) handle(value?.toString() ?? '');
    },
  });
  return {
    async close() {
      await consumer.disconnect();
    },
  };
}
