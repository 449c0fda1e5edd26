// Breaks: hangs-up
// Expect: not-disconnected
// Kind: not-hung-up
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reader {
  /** Leaves the group and disconnects. */
  close(): Promise<void>;
}

// It stops, and stays in the group.
export async function fetchABacklog(lab: Lab, handle: (value: string) => void): Promise<Reader> {
  const kafka = new Kafka({ clientId: 'reader', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({
    groupId: lab.groupId,
    maxBytesPerPartition: 1_048_576,
    minBytes: 1,
    maxWaitTimeInMs: 1_000,
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
      consumer.pause([{ topic: lab.topic }]);
    },
  };
}
