import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// Why this way
// - A handler that catches and returns says "done": the record is committed and never comes again. A handler that
//   throws says "not done": the record comes again, and again, and nothing behind it is read. The first loses the
//   orders of a busy database, the second lets one poison record stop the partition. So: a few attempts, and then aside.
// - The attempts are made inside the handler, so the order within the partition is kept. They must be few and
//   short: a handler that takes longer than the session loses its partition to somebody else.
// - The record is set aside with its bytes as they are. What could not be read must not be "read" on the way.
// - The send is awaited. Were it not, the record could be committed and lost, should the program end just then.
// - One producer for all of them, connected at the start: the moment when work fails is a bad one to find out that
//   there is no producer.
// - What is set aside is overtaken by the records behind it. Where a later order of the same customer must not be
//   worked on first, stop the partition instead.

/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `work`, until `lab.signal` aborts.
 * A record for which `work` fails three times goes to the topic `<lab.topic>-aside`.
 */
export async function surviveAPoisonRecord(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'invoices', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 500 });
  const producer = kafka.producer();
  try {
    await producer.connect();
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      // #region handler
      eachMessage: async ({ topic, partition, message }) => {
        const { key, value, offset } = message;
        if (await succeeds(() => work(value?.toString() ?? ''))) return;
        const headers = { topic, partition: String(partition), offset };
        await producer.send({ topic: `${topic}-aside`, messages: [{ key, value, headers }] });
      },
      // #endregion
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}

/** Whether one of three attempts succeeds. */
async function succeeds(attempt: () => Promise<void>): Promise<boolean> {
  for (let tried = 1; tried <= 3; tried += 1) {
    try {
      await attempt();
      return true;
    } catch {
      await wait(50 * tried);
    }
  }
  return false;
}
