// Differs: librdkafka's fetches, 100 kB at most from a partition, held for 0.5 s.
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Reader {
  /** Leaves the group and disconnects. */
  close(): Promise<void>;
}

// Portions, but not small ones.
export async function fetchABacklog(lab: Lab, handle: (value: string) => void): Promise<Reader> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'reader', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const consumer = kafka.consumer({
    kafkaJS: { groupId: lab.groupId, fromBeginning: true, minBytes: 1, maxBytes: 100_000, maxWaitTimeInMs: 500 },
  });
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic });
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
