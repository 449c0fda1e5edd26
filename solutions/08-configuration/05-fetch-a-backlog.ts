import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reader {
  /** Leaves the group and disconnects. */
  close(): Promise<void>;
}

// Why this way
// - `maxBytesPerPartition` is 1 MB if nothing is said: this backlog comes with one or two fetches.
// - `minBytes: 1` makes the broker answer as soon as a record comes. So `maxWaitTimeInMs` costs no delay: it is how
//   long the broker holds a request when there is nothing.
// - Not longer than a second: kafkajs, told to stop, waits for the fetch that is under way.

/** Reads `lab.topic` from its beginning in the group `lab.groupId`, and hands over each value. */
export async function fetchABacklog(lab: Lab, handle: (value: string) => void): Promise<Reader> {
  const kafka = new Kafka({ clientId: 'reader', ...lab.connection, logLevel: logLevel.NOTHING });
  // #region fetch
  const consumer = kafka.consumer({
    groupId: lab.groupId,
    maxBytesPerPartition: 1_048_576,
    minBytes: 1,
    maxWaitTimeInMs: 1_000,
  });
  // #endregion
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
