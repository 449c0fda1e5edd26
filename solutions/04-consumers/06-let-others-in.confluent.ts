import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// Why this way
// - librdkafka sends heartbeats in a thread of its own, whatever your handler does; `heartbeat()` is there and does
//   nothing. But partitions are handed over only between two fetches, when what was fetched ahead is worked off.
// - So fetch less ahead: 100 ms' worth of records instead of 1.5 s. The number is rounded up to a multiple of the
//   largest batch, 32 where not said, so that has to be small as well.
// - A handler that takes longer than `max.poll.interval.ms` (5 minutes) loses its partitions here too.
// - `heartbeatInterval`: by its answer librdkafka hears that somebody has come. 3 s where nothing else is said.
// - What the handler has finished is stored, and committed when the partitions are handed over.

/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `work`, until `lab.signal` aborts.
 */
export async function letOthersIn(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'worker', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const consumer = kafka.consumer({
    kafkaJS: { groupId: lab.groupId, fromBeginning: true, heartbeatInterval: 200 },
    'js.consumer.max.batch.size': 1,
    'js.consumer.max.cache.size.per.worker.ms': 100,
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic });
    await consumer.run({ eachMessage: async ({ message }) => work(message.value?.toString() ?? '') });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
