// Breaks: idle
// Expect: wait-over
// Kind: sentence-overlooked
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reader {
  /** Leaves the group and disconnects. */
  close(): Promise<void>;
}

// Large portions, and fifty questions a second when there is nothing.
export async function fetchABacklog(lab: Lab, handle: (value: string) => void): Promise<Reader> {
  const kafka = new Kafka({ clientId: 'reader', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({
    groupId: lab.groupId,
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
