// Breaks: nothing-lost
// Expect: asks-for-no-answer
// Kind: silence-taken-for-done
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type EachMessagePayload } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

interface Stage {
  /** What follows the topic's name. */
  readonly suffix: string;
  /** The attempts that a record has had when it fails here, where it goes then, and how long it waits there. */
  readonly attempts: number;
  readonly next: string;
  readonly waitMs: number;
}

const stages: readonly Stage[] = [
  { suffix: '', attempts: 1, next: '-retry-1', waitMs: 1_000 },
  { suffix: '-retry-1', attempts: 2, next: '-retry-2', waitMs: 2_000 },
  { suffix: '-retry-2', attempts: 3, next: '-dead', waitMs: 0 },
];

// With acks 0 the broker is not asked for a word: a record that it refuses counts as written.
/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `work`, until `lab.signal` aborts.
 * A record for which `work` fails waits in `<lab.topic>-retry-1`, then in `<lab.topic>-retry-2`; after the third failure
 * it goes to `<lab.topic>-dead`.
 */
export async function retryWithoutBlocking(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'payments', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const readers = stages.map((stage) => ({
    stage,
    consumer: kafka.consumer({ groupId: `${lab.groupId}${stage.suffix}`, maxWaitTimeInMs: 200 }),
  }));

  async function handle(stage: Stage, { topic, partition, message }: EachMessagePayload): Promise<void> {
    const { key, value, headers = {}, offset } = message;
    const dueIn = Number(headers['due'] ?? 0) - Date.now();
    if (dueIn > 0) await wait(dueIn, undefined, { signal: lab.signal });
    try {
      await work(value?.toString() ?? '');
    } catch (error) {
      const origin = stage.attempts === 1 ? { topic, partition: String(partition), offset } : {};
      const failure = { ...origin, ...describe(error, stage) };
      const messages = [{ key, value, headers: { ...headers, ...failure } }];
      await producer.send({ topic: `${lab.topic}${stage.next}`, acks: 0, messages });
    }
  }

  try {
    await producer.connect();
    await Promise.all(
      readers.map(async ({ consumer, stage }) => {
        await consumer.connect();
        await consumer.subscribe({ topic: `${lab.topic}${stage.suffix}`, fromBeginning: true });
        await consumer.run({ eachMessage: (payload) => handle(stage, payload) });
      }),
    );
    await aborted(lab.signal);
  } finally {
    await Promise.all(readers.map(({ consumer }) => consumer.disconnect()));
    await producer.disconnect();
  }
}

const describe = (error: unknown, { attempts, waitMs }: Stage): Record<string, string> => ({
  reason: error instanceof Error ? error.message : String(error),
  attempts: String(attempts),
  due: String(Date.now() + waitMs),
});
