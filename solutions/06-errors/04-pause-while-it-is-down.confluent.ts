import { setTimeout as wait } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// Why this way
// - What is away is away for all records. So after a failure nobody asks the database until the time is over, whatever the
//   partition.
// - The handler throws: the client then goes back to that record, and comes with it again. Where it returned, the record would
//   be done.
// - A record that comes meanwhile is refused in the same way, after a tenth of a second and without a question to the database.
//   This client hears of a rebalance when it has handed over all that it has fetched: a longer wait here is a wait for whoever joins.
// - librdkafka sends heartbeats from a thread of its own, so this worker stays in the group.
// - No `pause`: this client (1.10.1) drops what it has fetched of a partition that is paused, and where no record of it was done
//   before, it does not go back to them. Whole partitions of this exercise were never handed over so.

const pauseMs = 1_000;

/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `save`, until `lab.signal` aborts.
 * `save` writes into a database; while that is away it throws.
 */
export async function pauseWhileItIsDown(lab: Lab, save: (value: string) => Promise<void>): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'archive', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const consumer = kafka.consumer({
    kafkaJS: { groupId: lab.groupId, fromBeginning: true, heartbeatInterval: 500 },
  });
  let pausedUntil = 0;
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic });
    await consumer.run({
      eachMessage: async ({ message }) => {
        if (Date.now() < pausedUntil) {
          await wait(100);
          throw new Error('The database is left alone.');
        }
        try {
          await save(message.value?.toString() ?? '');
        } catch (error) {
          pausedUntil = Date.now() + pauseMs;
          throw error;
        }
      },
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
