// Breaks: backlog
// Expect: smallest
// Kind: unheard-setting
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reader {
  /** Leaves the group and disconnects. */
  close(): Promise<void>;
}

// There are two limits, and the smaller one stayed.
export async function fetchABacklog(lab: Lab, handle: (value: string) => void): Promise<Reader> {
  const kafka = new Kafka({ clientId: 'reader', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({
    groupId: lab.groupId,
    maxBytesPerPartition: 4_096,
    maxBytes: 10_485_760,
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
      await consumer.disconnect();
    },
  };
}
