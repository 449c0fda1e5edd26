import { Kafka, logLevel } from 'kafkajs';
import {
  allClosed,
  demand,
  eventually,
  newLab,
  say,
  settles,
  test,
  wireTap,
  type Lab,
  type Observer,
  type SuiteContext,
  type WireTap,
} from '#testkit';
import { fetchABacklog, type Reader } from './05-fetch-a-backlog.ts';

const patience = { timeout: 90_000 };
const values = Array.from({ length: 400 }, (_, n) => `${n + 1} 茶 ${'x'.repeat(2_000)}`);

type Read = (lab: Lab, handle: (value: string) => void) => Promise<Reader>;

/** The function as it was. */
const readAsBefore: Read = async (lab, handle) => {
  const consumer = new Kafka({ ...lab.connection, logLevel: logLevel.NOTHING }).consumer({
    groupId: lab.groupId,
    maxBytesPerPartition: 4_096,
    maxWaitTimeInMs: 20,
  });
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => handle(message.value?.toString() ?? '') });
  return { close: () => consumer.disconnect() };
};

/** Batches of two, 4 kB each. */
async function writeBacklog({ connection, topic }: Lab, observer: Observer): Promise<void> {
  await observer.createTopic(topic);
  const producer = new Kafka({ ...connection, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const sends: Promise<unknown>[] = [];
  for (let at = 0; at < values.length; at += 2) {
    sends.push(producer.send({ topic, messages: values.slice(at, at + 2).map((value) => ({ value })) }));
  }
  await Promise.all(sends);
  await producer.disconnect();
}

interface Watched {
  /** Fetch requests until all was handed over. */
  readonly backlog: number;
  /** Fetch requests while nothing came, and for how long. */
  readonly idle: number;
  readonly idleMs: number;
}

interface Watch {
  readonly tap: WireTap;
  readonly seen: ReadonlySet<string>;
  readonly reader: Reader;
}

/** Starts the reader on a tap, and waits until it has handed over the backlog. */
async function start(lab: Lab, read: Read, tap: WireTap): Promise<Watch> {
  const seen = new Set<string>();
  const reading = read({ ...lab, connection: tap.connection }, (value) => {
    seen.add(value);
  });
  const reader = await settles(reading, { within: 20_000, describe: say('to-return'), usually: say('waits-for-all') });
  await eventually(() => values.every((value) => seen.has(value)), {
    within: 30_000,
    describe: say('handed-over', { count: values.length }),
    seen: () => say('of-them', { count: seen.size }),
    usually: say('begins-elsewhere'),
  });
  return { tap, seen, reader };
}

/** Counts fetches while nothing comes, until `enough` says so. */
async function watchIdle(tap: WireTap, enough: (idle: Omit<Watched, 'backlog'>) => boolean): Promise<Watched> {
  const backlog = tap.count('Fetch');
  const since = performance.now();
  const idle = () => ({ idle: tap.count('Fetch') - backlog, idleMs: performance.now() - since });
  await eventually(() => enough(idle()), { within: 20_000, describe: say('to-be-watched') });
  return { backlog, ...idle() };
}

async function close({ reader, tap }: Watch): Promise<void> {
  // Whoever stops between two fetches has nothing to wait for: that would prove nothing.
  await eventually(() => tap.requestsOf('Fetch').at(-1)?.roundTripMs === undefined, {
    within: 10_000,
    describe: say('a-fetch'),
  });
  await settles(reader.close(), { within: 10_000, describe: say('to-close'), usually: say('fetch-under-way') });
  await allClosed(tap, {
    within: 2_000,
    describe: say('closed'),
    usually: say('not-disconnected'),
  });
}

/** How the function as it was reads: the measure for the learner's. */
async function measureBefore(lab: Lab): Promise<Watched> {
  await using tap = await wireTap(lab.connection);
  const watch = await start(lab, readAsBefore, tap);
  const watched = await watchIdle(tap, ({ idle }) => idle >= 50);
  await watch.reader.close();
  return watched;
}

const proves = ['backlog', 'idle', 'prompt', 'hangs-up'];

async function asksSeldom({ lab, observer, signal, prove }: SuiteContext): Promise<void> {
  await writeBacklog(lab, observer);
  const before = await measureBefore({ ...newLab(signal), topic: lab.topic });
  await using tap = await wireTap(lab.connection);
  const watch = await start(lab, fetchABacklog, tap);
  const after = await watchIdle(tap, ({ idleMs }) => idleMs >= before.idleMs);
  const seconds = (before.idleMs / 1_000).toFixed(1);
  lab.log(say('as-it-was', { ...before, seconds }));
  lab.log(say('yours', { ...after, seconds }));
  await prove('backlog', () =>
    demand(
      after.backlog * 5 <= before.backlog,
      say('fetches', { after: after.backlog, before: before.backlog }),
      say('smallest'),
    ),
  );
  await prove('idle', () =>
    demand(
      after.idle * 5 <= before.idle,
      say('idle-fetches', { seconds, after: after.idle, before: before.idle }),
      say('wait-over'),
    ),
  );
  await prove('prompt', async () => {
    await observer.produce(lab.topic, [{ value: 'one more' }]);
    await eventually(() => watch.seen.has('one more'), {
      within: 3_000,
      describe: say('one-more'),
      usually: say('held-back'),
    });
  });
  await prove('hangs-up', () => close(watch));
}

test('asks-seldom', { proves, ...patience }, asksSeldom);
