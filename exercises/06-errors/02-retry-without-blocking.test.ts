import {
  allClosed,
  demand,
  eventually,
  say,
  settles,
  test,
  verify,
  wireTap,
  type Lab,
  type ObservedRecord,
  type Observer,
  type SuiteContext,
  type WireTap,
} from '#testkit';
import { retryWithoutBlocking } from './02-retry-without-blocking.ts';

// Joining a group takes its time where a machine is busy, and so do retries.
const patience = { timeout: 60_000 };
const stages = ['', '-retry-1', '-retry-2', '-dead'] as const;
/** Where the records stand that others must pass: not in the first one, which whoever guesses would name. */
const inPartition = 1;

/** What the task allows, and what is added for a busy machine. Milliseconds. */
const limits = { pass: 300, late: 1_000, busy: 600, start: 15_000 };
/** A timer may fire a little early, and two clocks are compared. */
const early = 20;

const poison = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);
const nameOf = (value: string): string => (value.startsWith('{') ? 'poison' : value);
const failures = (value: string): number => (value === 'poison' ? Infinity : value.startsWith('flaky') ? 2 : 0);

/** Work that fails as often as its record's name says, over all starts of the program. */
class Work {
  readonly attempts = new Map<string, number[]>();
  readonly done: string[] = [];

  async on(value: string): Promise<void> {
    const name = nameOf(value);
    const attempts = this.of(name);
    attempts.push(performance.now());
    this.attempts.set(name, attempts);
    if (attempts.length <= failures(name)) throw new Error(`payment ${name}, attempt ${attempts.length}`);
    this.done.push(name);
  }

  of(name: string): number[] {
    return this.attempts.get(name) ?? [];
  }
}

function start(lab: Lab, work: Work) {
  const stop = new AbortController();
  const end = retryWithoutBlocking({ ...lab, signal: stop.signal }, async (value) => {
    await work.on(value);
  });
  end.catch(() => {}); // looked at where it is awaited
  const failed = end.then(() => new Promise<never>(() => {}));
  failed.catch(() => {});
  return {
    end,
    stop: () => stop.abort(),
    /** Waits for so many attempts of a record, or for the program to fail. */
    async until(name: string, attempts: number, usually: string): Promise<void> {
      const there = eventually(() => work.of(name).length >= attempts, {
        within: 12_000,
        describe: say('attempt', { name, attempt: attempts }),
        seen: () => say('so-far', { names: [...work.attempts.keys()].join(', ') || '–' }),
        usually,
      });
      await Promise.race([there, failed]);
    },
  };
}

async function createTopics({ topic }: Lab, observer: Observer): Promise<void> {
  for (const stage of stages) await observer.createTopic(`${topic}${stage}`, { partitions: 2 });
}

const keysIn = (records: readonly ObservedRecord[]): string[] => records.map(({ key }) => key ?? '(none)').toSorted();

/** The longest time between two records that stood one behind the other, from the first to the last of `names`. */
function longestGap(work: Work, names: readonly string[]): number {
  const firsts = names.map((name) => work.of(name)[0] ?? Infinity).toSorted((a, b) => a - b);
  return Math.max(...firsts.slice(1).map((at, n) => at - (firsts[n] ?? 0)));
}

function demandPassed(name: string, ms: number): void {
  const most = limits.pass + limits.busy;
  demand(ms <= most, say('had-to-wait', { name, ms: Math.round(ms) }), say('who-holds-it-up'));
}

/** A good record that comes while others wait must be handed over at once. */
async function writeAnother(lab: Lab, observer: Observer, { name, work }: { name: string; work: Work }) {
  await observer.produce(lab.topic, [{ partition: inPartition, key: name, value: name }]);
  const written = performance.now();
  const handed = await eventually(() => work.of(name)[0], {
    within: 12_000,
    describe: say('handed-over', { name }),
    seen: () => say('not-handed-over'),
  });
  return handed - written;
}

/** On a busy machine joining takes seconds: the first failure waits until nobody has joined for a second. */
async function readersAreThere(tap: WireTap): Promise<void> {
  const isQuiet = (): boolean => {
    const joins = [...tap.requestsOf('JoinGroup'), ...tap.requestsOf('SyncGroup')].map(({ at }) => at);
    return tap.count('Fetch') > 0 && Date.now() - Math.max(...joins) > 1_000;
  };
  await eventually(isQuiet, { within: limits.start, describe: say('to-read'), usually: say('reads-nothing') });
}

const letterOf = (name: string) => ({
  partition: inPartition,
  key: `key-${name}`,
  value: name === 'poison' ? poison : name,
  headers: { trace: `trace-${name}` },
});

const failing = ['poison', 'flaky-1', 'flaky-2', 'flaky-3'];
const standing = ['good-1', ...failing, 'good-2'];
const proves = ['others-pass', 'due', 'waits-in-topics', 'dead-letter', 'says-why', 'leaves'];

test('passes-and-comes-back', { proves, ...patience }, async ({ lab, observer, prove }) => {
  await createTopics(lab, observer);
  await using tap = await wireTap(lab.connection);
  const work = new Work();
  const program = start({ ...lab, connection: tap.connection }, work);
  await prove('others-pass', () => readersAreThere(tap));
  await observer.produce(lab.topic, standing.map(letterOf));
  await prove('others-pass', async () => {
    await program.until('good-2', 1, say('blocks'));
    demandPassed('good-2', longestGap(work, standing));
    demandPassed('good-3', await writeAnother(lab, observer, { name: 'good-3', work }));
  });
  await prove('due', () => program.until('flaky-3', 2, say('comes-never')));
  await prove('others-pass', async () => {
    demandPassed('good-4', await writeAnother(lab, observer, { name: 'good-4', work }));
  });
  await prove('due', async () => {
    for (const name of failing) await program.until(name, 3, say('comes-never'));
    for (const name of failing) verifyDue(name, work.of(name));
  });
  await prove('waits-in-topics', async () => {
    for (const stage of ['-retry-1', '-retry-2']) {
      verify(say('keys-in', { stage }), {
        expected: failing.map((name) => `key-${name}`).toSorted(),
        received: keysIn(await observer.records(`${lab.topic}${stage}`)),
        usually: say('each-once'),
      });
    }
  });
  await proveDeadLetter({ lab, observer, prove });
  program.stop();
  await prove('leaves', async () => {
    await settles(program.end, { within: 5_000, describe: say('to-return') });
    verify(say('committed'), {
      expected: { [inPartition]: standing.length + 2 },
      received: await observer.committed(lab.groupId, lab.topic),
      usually: say('nobody-commits'),
    });
    const { members } = await observer.group(lab.groupId);
    demand(members.length === 0, say('still-a-member'), say('not-disconnected'));
    await allClosed(tap, {
      within: 2_000,
      describe: say('closed'),
      usually: say('every-client'),
    });
  });
});

function verifyDue(name: string, attempts: readonly number[]): void {
  const [first = 0, second = 0, third = 0] = attempts;
  demandNotEarly({ name, attempt: 2 }, second - first, 1_000);
  demandNotLate({ name, attempt: 2 }, second - first, 1_000);
  demandNotEarly({ name, attempt: 3 }, third - second, 2_000);
  demandNotLate({ name, attempt: 3 }, third - second, 2_000);
  demand(attempts.length === 3, say('too-often', { name, count: attempts.length }), say('first-included'));
}

function demandNotEarly(which: object, waited: number, asked: number): void {
  const words = say('too-early', { ...which, ms: Math.round(waited), asked });
  demand(waited >= asked - early, words, say('how-long'));
}

function demandNotLate(which: object, waited: number, asked: number): void {
  const words = say('too-late', { ...which, ms: Math.round(waited), asked });
  demand(waited <= asked + limits.late + limits.busy, words, say('waits-add-up'));
}

type Suite = Pick<SuiteContext, 'lab' | 'observer' | 'prove'>;

async function proveDeadLetter({ lab, observer, prove }: Suite): Promise<void> {
  let letter: ObservedRecord | undefined;
  await prove('dead-letter', async () => {
    const letters = await observer.waitForRecords(`${lab.topic}-dead`, 1, { within: 3_000, usually: say('dropped') });
    [letter] = letters;
    verify(say('dead-keys'), { expected: ['key-poison'], received: keysIn(letters), usually: say('each-once') });
    const received = [...(letter?.valueBytes ?? [])];
    verify(say('dead-bytes'), { expected: [...poison], received, usually: say('made-text') });
    verify(say('own-header'), { expected: 'trace-poison', received: letter?.headers['trace'] });
  });
  await prove('says-why', () => {
    const { reason, attempts, topic, partition, offset } = letter?.headers ?? {};
    verify(say('why'), {
      expected: {
        reason: 'payment poison, attempt 3',
        attempts: '3',
        topic: lab.topic,
        partition: String(inPartition),
        offset: '1',
      },
      received: { reason, attempts, topic, partition, offset },
      usually: say('first-place'),
    });
  });
}

test('stops-while-it-waits', { proves: ['nothing-lost', 'leaves', 'due'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await createTopics(lab, observer);
  await observer.produce(lab.topic, [{ key: 'key', value: 'flaky-1' }]);
  const work = new Work();
  const first = start(lab, work);
  await prove('due', () => first.until('flaky-1', 1, say('from-its-beginning')));
  first.stop();
  await prove('leaves', async () => {
    await settles(first.end, { within: 5_000, describe: say('to-return-while-waiting') });
  });
  const second = start(lab, work);
  await prove('nothing-lost', () => second.until('flaky-1', 2, say('waited-in-memory')));
  const [one = 0, two] = work.of('flaky-1');
  if (two !== undefined) await prove('due', () => demandNotEarly({ name: 'flaky-1', attempt: 2 }, two - one, 1_000));
  second.stop();
  await prove('leaves', async () => {
    await settles(second.end, { within: 5_000, describe: say('to-return-while-waiting') });
  });
});

test('retry-topic-refuses', { proves: ['nothing-lost'], ...patience }, async ({ lab, observer }) => {
  await createTopics(lab, observer);
  const values = ['good-1', 'flaky-1', 'good-2'];
  await observer.produce(
    lab.topic,
    values.map((value) => ({ partition: 0, key: value, value })),
  );
  await using tap = await wireTap(lab.connection);
  const topic = `${lab.topic}-retry-1`;
  tap.fault({ on: 'Produce', topic, do: 'refuse', with: 'TOPIC_AUTHORIZATION_FAILED', times: Infinity });
  const program = start({ ...lab, connection: tap.connection }, new Work());
  // Who asks for no answer is not refused, and goes on as if the record were there.
  const isUnasked = (): boolean => tap.requestsOf('Produce').some(({ produce }) => produce?.acks === 0);
  await eventually(() => tap.faults.length > 0 || isUnasked(), {
    within: 12_000,
    describe: say('to-be-refused'),
    usually: say('waited-in-memory'),
  });
  demand(!isUnasked(), say('asks-for-no-answer'), say('over-before-sent'));
  program.stop();
  // Whether it goes on trying, stops or throws: the record is still to come.
  await settles(
    program.end.catch(() => {}),
    { within: 12_000, describe: say('to-return-refused') },
  );
  const { 0: offset = 0 } = await observer.committed(lab.groupId, lab.topic);
  const dead = keysIn(await observer.records(`${lab.topic}-dead`));
  demand(offset <= 1 || dead.includes('flaky-1'), say('lost', { offset }), say('over-before-sent'));
});
