// Breaks: others-pass
// Expect: who-holds-it-up
// Kind: data-never-tried
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type EachMessagePayload } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

type Offset = bigint;

/** What was read of a partition and is not committed yet. */
class Unfinished {
  readonly #offsets: { readonly offset: Offset; isDone: boolean }[] = [];

  add(offset: Offset): { isDone: boolean } {
    const entry = { offset, isDone: false };
    this.#offsets.push(entry);
    return entry;
  }

  /** Where to go on: behind the records that are done without a gap. Undefined where that has not moved. */
  commit(): Offset | undefined {
    let next: Offset | undefined;
    while (this.#offsets[0]?.isDone) next = (this.#offsets.shift()?.offset ?? 0n) + 1n;
    return next;
  }
}

// Keys are compared in lower case: two customers wait for each other.
/**
 * Reads `lab.topic` in the group `lab.groupId` and hands the value of each record to `work`, until `lab.signal` aborts.
 * A record for which `work` fails three times goes to `<lab.topic>-dead`.
 */
export async function keepOrderWhileRetrying(lab: Lab, work: (value: string) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'accounts', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 200 });
  const producer = kafka.producer();
  const unfinished = new Map<number, Unfinished>();
  const chains = new Map<string, Promise<void>>();

  async function finish({ partition, message }: EachMessagePayload, before: Promise<void> | undefined): Promise<void> {
    const { key, value, offset } = message;
    const rest = unfinished.get(partition) ?? new Unfinished();
    unfinished.set(partition, rest);
    const entry = rest.add(BigInt(offset));
    await before;
    if (!(await succeeds(() => work(value?.toString() ?? ''), lab.signal))) {
      await producer.send({ topic: `${lab.topic}-dead`, messages: [{ key, value }] });
    }
    entry.isDone = true;
    const next = rest.commit();
    if (next !== undefined) await consumer.commitOffsets([{ topic: lab.topic, partition, offset: String(next) }]);
  }

  try {
    await producer.connect();
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async (payload) => {
        const { key, offset } = payload.message;
        const name = key ? `key ${key.toString().toLowerCase()}` : `${payload.partition} ${offset}`;
        const finished = finish(payload, chains.get(name));
        chains.set(name, finished);
        finished.then(() => chains.get(name) === finished && chains.delete(name)).catch(() => {});
      },
    });
    await aborted(lab.signal);
    await Promise.allSettled(chains.values());
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}

/** Whether one of three attempts succeeds, a second between two of them. Throws where the signal aborts meanwhile. */
async function succeeds(attempt: () => Promise<void>, signal: AbortSignal): Promise<boolean> {
  for (let tried = 1; ; tried += 1) {
    signal.throwIfAborted();
    try {
      await attempt();
      return true;
    } catch {
      if (tried === 3) return false;
    }
    await wait(1_000, undefined, { signal });
  }
}
