import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reader {
  /** Leaves the group and disconnects. Called once. */
  close(): Promise<void>;
}

/**
 * Reads `lab.topic` from its beginning in the group `lab.groupId`, and hands over each value.
 * TODO: it asks far too often. Tune it.
 */
export async function fetchABacklog(lab: Lab, handle: (value: string) => void): Promise<Reader> {
  const kafka = new Kafka({ clientId: 'reader', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({
    groupId: lab.groupId,
    maxBytesPerPartition: 4_096,
    minBytes: 1,
    maxWaitTimeInMs: 20,
  });
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    async eachMessage({ message }) {
      handle(message.value?.toString() ?? '');
    },
  });
  return {
    async close() {
      await consumer.disconnect();
    },
  };
}
