import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** What was deleted before the group had read it. */
export interface Gap {
  readonly partition: number;
  /** How many records. */
  readonly lost: number;
}

/**
 * Reads `lab.topic` in the group `lab.groupId` from where the group has stopped, hands the value of each record to `work`,
 * and says what is lost, until `lab.signal` aborts.
 * TODO: where records have been deleted, it skips all that are left, and reports nothing. Mend it.
 */
export async function goOnAfterAGap(
  lab: Lab,
  report: (gap: Gap) => Promise<void>,
  work: (value: string) => Promise<void>,
): Promise<void> {
  const kafka = new Kafka({ clientId: 'archive', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 200 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: false });
    await consumer.run({ eachMessage: async ({ message }) => work(message.value?.toString() ?? '') });
    await report({ partition: 0, lost: 0 });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}
