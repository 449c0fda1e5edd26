import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// Why this way
// - kafkajs has no place where it gathers records: one `send` is one request for each broker, with one batch
//   for each partition, however many messages it is given. So who calls `send` makes the batches.
// - Not all of them in one call. A batch above the broker's `message.max.bytes` (1 MB) is refused as a whole,
//   and a day of small readings does not show it. 400 times 2 kB stay below 1 MB even where all of them
//   go to the same partition.
// - Each send is awaited: an error leaves the function, the order stays, and when the loop is over nothing
//   is under way. `disconnect()` does not wait for sends: kafkajs sends them again on a new connection, and
//   what had arrived already stands in the topic twice.
// - The two mistakes: ten sends between two waits are still a request for each reading; and after the last
//   multiple of ten nobody waited.

/** Writes all readings of a day to `lab.topic`, and returns when the broker has confirmed them. */
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    // #region batches
    for (let at = 0; at < messages.length; at += 400) {
      await producer.send({ topic: lab.topic, messages: messages.slice(at, at + 400) });
    }
    // #endregion
  } finally {
    await producer.disconnect();
  }
}
