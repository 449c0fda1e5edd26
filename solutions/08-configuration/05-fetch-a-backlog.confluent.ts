import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Reader {
  /** Leaves the group and disconnects. */
  close(): Promise<void>;
}

// Why this way
// - In this client `maxBytes` is the limit of a partition, 10 MB if nothing is said. `maxBytesPerPartition` is
//   overwritten by it, whatever it says.
// - It fetches ahead by itself, in a thread of its own, until 64 MB or 100,000 records wait for the handler.

/** Reads `lab.topic` from its beginning in the group `lab.groupId`, and hands over each value. */
export async function fetchABacklog(lab: Lab, handle: (value: string) => void): Promise<Reader> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'reader', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  // #region fetch
  const consumer = kafka.consumer({
    kafkaJS: { groupId: lab.groupId, fromBeginning: true, minBytes: 1, maxWaitTimeInMs: 1_000 },
  });
  // #endregion
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
