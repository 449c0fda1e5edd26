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
// - A topic for each delay. All that waits in one topic waits equally long, so what stands in front is always due first:
//   the consumer of that topic may wait for it, and holds up nothing that would be due before.
// - A consumer, and a group, for each topic. One consumer of all three would stop at the first record that waits.
// - Two seconds in a handler are fine: this client allows a handler five minutes (`max.poll.interval.ms`). For minutes, pause the partition and come back to it.
// - The record says when it is due. Whoever counts from the moment when it is read adds up the waits of all in front of it.
// - `fromBeginning` for the retry topics too. Else a record that came before the group's first commit is skipped at a restart.
// - The send is awaited, and where it fails the handler fails: a record that stands nowhere else is not committed.
// - A wait that the signal ends throws, so that the record is not committed; at the next start it is still due.

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

/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `work`, until `lab.signal` aborts.
 * A record for which `work` fails waits in `<lab.topic>-retry-1`, then in `<lab.topic>-retry-2`; after the third failure
 * it goes to `<lab.topic>-dead`.
 */
export async function retryWithoutBlocking(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'payments', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ 'linger.ms': 0 });
  const readers = stages.map((stage) => ({
    stage,
    consumer: kafka.consumer({ kafkaJS: { groupId: `${lab.groupId}${stage.suffix}`, fromBeginning: true } }),
  }));

  async function handle(stage: Stage, { topic, partition, message }: KafkaJS.EachMessagePayload): Promise<void> {
    const { key, value, headers = {}, offset } = message;
    const dueIn = Number(headers['due'] ?? 0) - Date.now();
    if (dueIn > 0) await wait(dueIn, undefined, { signal: lab.signal });
    try {
      await work(value?.toString() ?? '');
    } catch (error) {
      const origin = stage.attempts === 1 ? { topic, partition: String(partition), offset } : {};
      const failure = { ...origin, ...describe(error, stage) };
      const messages = [{ key, value, headers: { ...headers, ...failure } }];
      await producer.send({ topic: `${lab.topic}${stage.next}`, messages });
    }
  }

  try {
    await producer.connect();
    await Promise.all(
      readers.map(async ({ consumer, stage }) => {
        await consumer.connect();
        await consumer.subscribe({ topic: `${lab.topic}${stage.suffix}` });
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
