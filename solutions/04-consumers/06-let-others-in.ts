import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// Why this way
// - A member hears by the answer to a heartbeat that the group is changing, and kafkajs sends heartbeats between
//   records and between batches, on the same thread as your work. In `eachBatch` you are in charge: who does not call
//   `heartbeat()` keeps everybody waiting until the batch is done. After `rebalanceTimeout`, 60 s, the group goes
//   on without the member, and whoever gets its partitions repeats its batch.
// - `heartbeat()` sends one when `heartbeatInterval` has passed, so it may be called for each record.
// - When the group is changing it throws. That is the way out of the batch: kafkajs commits what is resolved and
//   joins again. Who catches it stays in the batch.
// - `resolveOffset` comes after the work and before the heartbeat: what is resolved is not repeated, what is not
//   resolved is. `eachBatchAutoResolve: false`, or leaving the batch early would resolve all of it.
// - `isRunning` and `isStale` end the batch where the consumer is stopped, or was moved by `seek`.
// - `eachMessage` with the same `heartbeatInterval` does all of it by itself. Use `eachBatch` where you gain by it, such as
//   one insert into a database for many records.

/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `work`, until `lab.signal` aborts.
 */
export async function letOthersIn(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'worker', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 200, heartbeatInterval: 200 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    // #region run
    await consumer.run({
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        for (const message of payload.batch.messages) {
          if (!payload.isRunning() || payload.isStale()) break;
          await work(message.value?.toString() ?? '');
          payload.resolveOffset(message.offset);
          await payload.heartbeat();
        }
      },
    });
    // #endregion
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
