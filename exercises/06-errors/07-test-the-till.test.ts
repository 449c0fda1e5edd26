import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { CompressionTypes, Kafka, logLevel, type Producer } from 'kafkajs';
import {
  demand,
  failedByAssertion,
  runTests,
  say,
  test,
  TestBench,
  type ObservedRecord,
  type SuiteContext,
  type TestRun,
  type TestRunOptions,
} from '#testkit';
import { testTheTill, type Bench, type Order, type Shift, type Till } from './07-test-the-till.ts';

// A test runs those of the learner several times.
const patience = { timeout: 100_000 };
/** Milliseconds for all tests of a till: the eight seconds of the task, and what is added for a busy machine. */
const limit = 8_000 + 7_000;

/** What a till promises, by the requirements of the task. */
const promises = ['comes-again', 'billed-once', 'in-order', 'cancels', 'unreadable', 'reason'] as const;

/** How a till is built. It keeps all promises but for what it `breaks`. */
interface Build {
  readonly breaks?: (typeof promises)[number];
  /** Of the topics that it works with. */
  readonly partitions: number;
  /** Milliseconds that it takes before each step. */
  readonly pause: number;
  /** Milliseconds before it begins, of the third till that a run opens. */
  readonly slowStart: number;
  readonly compression: CompressionTypes;
  /** Headers that it writes beside those that are promised. */
  readonly more: Readonly<Record<string, string>>;
  /** What it says of a value that cannot be read. */
  readonly complain: (error: Error) => string;
}

const usual: Build = {
  partitions: 1,
  pause: 0,
  slowStart: 0,
  compression: CompressionTypes.None,
  more: {},
  complain: ({ message }) => message,
};
const unusual: Build = {
  partitions: 3,
  pause: 60,
  slowStart: 1_500,
  compression: CompressionTypes.GZIP,
  more: { till: '7' },
  complain: ({ name }) => name,
};

/** How often money is asked for, and milliseconds between: others overtake where it `breaks` their order. */
const charging = { times: 3, pause: 20, overtaken: 300 };

const retry = { retries: 5, initialRetryTime: 50 };

/** What becomes of a record: where it is written, how often, and as a dead letter why. */
type Fate = [topic: string, times: number, reason?: string];
type Desk = Pick<SuiteContext, 'lab' | 'observer'>;

/** The service under test. Tests see what it reads and writes, and nothing else of it. */
class BuiltTill {
  readonly #shift: Shift;
  readonly #build: Build;
  readonly #observer: Desk['observer'];
  readonly #producer: Producer;
  readonly #stopping = new AbortController();
  readonly #stopped = once(this.#stopping.signal, 'abort');
  /** The offset that is begun next, by partition. */
  readonly #next = new Map<number, number>();
  readonly #undone = new Set<ObservedRecord>();
  readonly #work: Promise<void>;

  constructor(shift: Shift, build: Build, { lab, observer }: Desk) {
    this.#shift = shift;
    this.#build = build;
    this.#observer = observer;
    this.#producer = new Kafka({ ...lab.connection, retry, logLevel: logLevel.NOTHING }).producer();
    this.#work = this.#open();
    this.#work.catch(() => {}); // told to whoever stops it
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#work;
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #open(): Promise<void> {
    const { orders, groupId } = this.#shift;
    const begun: Promise<void>[] = [];
    await this.#producer.connect();
    try {
      await Promise.race([wait(this.#build.slowStart), this.#stopped]);
      const committed = Object.entries(await this.#observer.committed(groupId, orders));
      for (const [partition, offset] of committed) this.#next.set(Number(partition), offset);
      while (!this.#isStopping) {
        for (const record of await this.#observer.records(orders)) {
          const isNew = record.offset >= (this.#next.get(record.partition) ?? 0);
          if (this.#isStopping || !isNew) continue;
          const done = this.#begin(record);
          begun.push(done);
          if (this.#build.breaks === 'in-order') done.catch(() => {});
          else await done;
        }
        await wait(20 + this.#build.pause);
      }
      await Promise.all(begun);
    } finally {
      await this.#producer.disconnect();
    }
  }

  async #begin(record: ObservedRecord): Promise<void> {
    const { partition, offset } = record;
    this.#next.set(partition, offset + 1);
    if (this.#build.breaks === 'comes-again') await this.#commit(partition);
    else this.#undone.add(record);
    await this.#finish(record);
  }

  async #finish(record: ObservedRecord): Promise<void> {
    const { keyBytes: key, valueBytes: value, partition } = record;
    const { breaks, pause, compression, more } = this.#build;
    await wait(pause);
    const [topic, times, reason] = await this.#serve(record);
    if (this.#isStopping) return;
    const headers = { ...more, ...(reason !== undefined && breaks !== 'reason' && { reason }) };
    const messages = Array.from({ length: times }, () => ({ key, value, headers }));
    if (times > 0) await this.#producer.send({ topic, messages, compression });
    await wait(pause);
    this.#undone.delete(record);
    await this.#commit(partition);
  }

  async #serve({ value }: ObservedRecord): Promise<Fate> {
    const { bills, dead } = this.#shift;
    const { breaks } = this.#build;
    if (value === null) return [bills, breaks === 'cancels' ? 0 : 1];
    const order = parse(value);
    if (order instanceof Error) return [dead, breaks === 'unreadable' ? 0 : 1, this.#build.complain(order)];
    const { asked, error } = await this.#charge(order);
    return error === undefined ? [bills, breaks === 'billed-once' ? asked : 1] : [dead, 1, error];
  }

  /** How often money was asked for, and the last error's message where it was always refused. */
  async #charge(order: Order): Promise<{ asked: number; error?: string }> {
    const { breaks, pause } = this.#build;
    for (let asked = 1; ; asked += 1) {
      try {
        await Promise.race([this.#shift.charge(order), this.#stopped]);
        return { asked };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (this.#isStopping || asked === charging.times) return { asked, error: message };
      }
      await wait(breaks === 'in-order' ? charging.overtaken : charging.pause + pause);
      if (this.#isStopping) return { asked };
    }
  }

  async #commit(partition: number): Promise<void> {
    const undone = [...this.#undone].filter((record) => record.partition === partition);
    const next = Math.min(this.#next.get(partition) ?? 0, ...undone.map(({ offset }) => offset));
    await this.#observer.commit(this.#shift.groupId, this.#shift.orders, { [partition]: next });
  }
}

function parse(value: string): Order | Error {
  try {
    return JSON.parse(value);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What the learner's tests came to on one till. */
type Outcome = TestRun & { readonly leftOpen: number };

type How = Pick<TestRunOptions, 'reversed' | 'decisive'>;

async function runOn(build: Build, desk: Desk, how: How = {}): Promise<Outcome> {
  const bench = new TestBench(desk.observer, { partitions: build.partitions });
  const open = new Set<BuiltTill>();
  let opened = 0;
  const openTill = async (shift: Shift): Promise<Till> => {
    await bench.demandPlaces(shift.groupId, shift.orders, shift.bills, shift.dead);
    opened += 1;
    const till = new BuiltTill(shift, opened === 3 ? build : { ...build, slowStart: 0 }, desk);
    open.add(till);
    return {
      stop: async () => {
        open.delete(till);
        await bench.watch(till.stop());
      },
    };
  };
  const handed: Bench = { connection: desk.lab.connection, ...bench.hands, openTill };
  const run = await runTests(testTheTill, { args: [handed], within: limit, ...how });
  const leftOpen = open.size;
  await Promise.allSettled([...open].map((till) => till.stop()));
  bench.endWell();
  return { ...run, leftOpen };
}

let rightRuns: Promise<{ first: Outcome; reversed: Outcome; other: Outcome }> | undefined;

/** What came of the tests on tills that keep every promise; it is asked once, whichever test asks first. */
async function runOnRightTills(desk: Desk) {
  const first = await runOn(usual, desk);
  // Who cannot wait for the end of one run cannot wait for ten.
  if (first.wasCut) demandEnded(first);
  return { first, reversed: await runOn(usual, desk, { reversed: true }), other: await runOn(unusual, desk) };
}

const namesOf = ({ tests }: Outcome, wanted: 'passed' | 'failed'): Set<string> =>
  new Set(tests.filter(({ state }) => state === wanted).map(({ name }) => name));

const lineOf = (message = ''): string => message.split('\n', 1).join().slice(0, 300);

function demandPassed({ tests, errors }: Outcome, till: string): void {
  const failed = tests.find(({ state }) => state === 'failed');
  const why = { till, name: failed?.name ?? '', message: lineOf(failed?.errors[0]?.message) };
  demand(!failed, say('fails-on-right', why), say('more-than-promised'));
  // Where there are no tests vitest says so, and names a file of ours.
  const error = errors.find(({ message }) => !/^No test\b/.test(message));
  demand(!error, say('outside-of-tests', { till, message: lineOf(error?.message) }), say('who-awaits'));
  demand(
    tests.some(({ state }) => state === 'passed'),
    say('no-tests'),
  );
}

/** What has passed once passes again, whatever ran before. */
function demandAgain(before: Outcome, again: Outcome): void {
  const [name] = [...namesOf(before, 'passed').intersection(namesOf(again, 'failed'))];
  const failed = again.tests.find((each) => each.name === name);
  const why = { name: name ?? '', message: lineOf(failed?.errors[0]?.message) };
  demand(name === undefined, say('fails-again', why), say('what-is-shared'));
}

function demandEnded({ wasCut, leftOpen }: Outcome): void {
  demand(!wasCut, say('time-over', { seconds: limit / 1_000 }), say('which-wait'));
  demand(leftOpen === 0, say('left-open', { count: leftOpen }), say('whatever-its-end'));
}

/** @param sound names of the tests that pass on every right till: what the others say proves nothing. */
function demandFound({ tests }: Outcome, sound: ReadonlySet<string>): void {
  const failed = tests.filter(({ state }) => state === 'failed');
  const telling = failed.filter(({ name }) => sound.has(name));
  if (telling.some(failedByAssertion)) return;
  const [broken] = telling;
  const why = { name: broken?.name ?? '', message: lineOf(broken?.errors[0]?.message) };
  demand(!broken, say('no-assertion', why), say('which-deadline'));
  demand(failed.length === 0, say('fails-everywhere', { name: failed[0]?.name ?? '' }));
  demand(false, say('all-passed'), say('which-fact'));
}

test('right-tills', { proves: ['ends', 'right', 'independent'], ...patience }, async ({ lab, observer, prove }) => {
  rightRuns ??= runOnRightTills({ lab, observer });
  const { first, reversed, other } = await rightRuns;
  await prove('right', () => {
    demandPassed(first, say('a-till'));
    demandPassed(other, say('another-till'));
  });
  await prove('independent', () => demandAgain(first, reversed));
  await prove('ends', () => [first, reversed, other].forEach(demandEnded));
});

const proves = ['ends', 'independent', 'comes-again', 'billed-once', 'in-order', 'cancels', 'unreadable', 'reason'];

test('broken-tills', { proves, ...patience }, async ({ lab, observer, prove }) => {
  const desk = { lab, observer };
  rightRuns ??= runOnRightTills(desk);
  const { first, reversed, other } = await rightRuns;
  const sound = [first, reversed, other].map((each) => namesOf(each, 'passed')).reduce((a, b) => a.intersection(b));
  // In any order, with a right one among them: the tests cannot know which it is.
  const inAnyOrder = [...promises, undefined].map((breaks) => ({ breaks, at: Math.random() }));
  for (const { breaks } of inAnyOrder.toSorted((a, b) => a.at - b.at)) {
    const build = breaks === undefined ? usual : { ...usual, breaks };
    const outcome = await runOn(build, desk, { decisive: breaks === undefined ? [] : sound });
    if (breaks === undefined) await prove('independent', () => demandAgain(first, outcome));
    else await prove(breaks, () => demandFound(outcome, sound));
    await prove('ends', () => demandEnded(outcome));
  }
});
