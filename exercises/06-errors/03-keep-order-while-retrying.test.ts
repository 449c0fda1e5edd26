import { setTimeout as wait } from 'node:timers/promises';
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
  type Observer,
  type SuiteContext,
} from '#testkit';
import { keepOrderWhileRetrying } from './03-keep-order-while-retrying.ts';

const patience = { timeout: 60_000 };

/** What the task allows, and what is added for a busy machine. Milliseconds. */
const limits = { pass: 300, again: 1_000, late: 2_000, busy: 600 };
/** A timer may fire a little early, and two clocks are compared. */
const early = 20;

/** Key and value of each record: `flaky` fails twice, `poison` always. All but the last one stand in partition 0. */
const written = [
  ['anna', 'anna-1'],
  ['ben', 'ben-flaky'],
  ['ben', 'ben-2'],
  [null, 'none-poison'],
  // Another customer than ben.
  ['Ben', 'Ben-1'],
  ['dora', Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])],
  ['dora', 'dora-2'],
  ['ben', 'ben-3'],
  [null, 'none-2'],
  ['emil', 'emil-1'],
  ['fred', 'fred-1'],
] as const;
const poison = 'dora-poison';
const nameOf = (value: string): string => (value.startsWith('{') ? poison : value);
const failures = (name: string): number => (name.endsWith('poison') ? Infinity : name.endsWith('flaky') ? 2 : 0);

/** Work that fails as its record's name says, over all starts of the program. */
class Work {
  readonly attempts = new Map<string, number[]>();
  readonly done: string[] = [];
  /** What was begun, what ended and how, in order: `ben-2 begins`. */
  readonly story: string[] = [];
  onBegin: (name: string) => Promise<void> = async () => {};

  async on(value: string): Promise<void> {
    const name = nameOf(value);
    const attempts = [...this.of(name), performance.now()];
    this.attempts.set(name, attempts);
    this.story.push(`${name} begins`);
    await this.onBegin(name);
    // What a small work takes: two of one key at the same time are seen.
    await wait(5);
    if (attempts.length <= failures(name)) {
      this.story.push(`${name} fails`);
      throw new Error(`${name}, attempt ${attempts.length}`);
    }
    this.story.push(`${name} is done`);
    this.done.push(name);
  }

  of(name: string): number[] {
    return this.attempts.get(name) ?? [];
  }

  /** The story of one key. */
  storyOf(key: string): string[] {
    return this.story.filter((line) => line.startsWith(key));
  }
}

function start(lab: Lab, work: Work) {
  const stop = new AbortController();
  const end = keepOrderWhileRetrying({ ...lab, signal: stop.signal }, async (value) => {
    await work.on(value);
  });
  end.catch(() => {}); // looked at where it is awaited
  const failed = end.then(() => new Promise<never>(() => {}));
  failed.catch(() => {});
  return {
    end,
    stop: () => stop.abort(),
    /** Waits for a record to be done, or for the program to fail. */
    async until(name: string, usually: string): Promise<void> {
      const there = eventually(() => work.done.includes(name), {
        within: 12_000,
        describe: say('to-be-done', { name }),
        seen: () => say('so-far', { names: work.done.join(', ') || '–' }),
        usually,
      });
      await Promise.race([there, failed]);
    },
  };
}

async function prepare(
  { topic }: Lab,
  observer: Observer,
  records: readonly (readonly [string | null, string | Buffer])[],
) {
  for (const suffix of ['', '-dead', '-retry']) await observer.createTopic(`${topic}${suffix}`, { partitions: 2 });
  await observer.produce(
    topic,
    records.map(([key, value]) => ({ partition: key === 'fred' ? 1 : 0, key, value })),
  );
}

const deadKeys = async ({ topic }: Lab, observer: Observer): Promise<(string | null)[]> =>
  (await observer.records(`${topic}-dead`)).map(({ key }) => key);

function demandPassed(name: string, ms: number): void {
  const most = limits.pass + limits.busy;
  demand(ms <= most, say('had-to-wait', { name, ms: Math.round(ms) }), say('who-holds-it-up'));
}

const proves = ['others-pass', 'in-order', 'again', 'set-aside', 'leaves'];

test('some-wait', { proves, ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await prepare(lab, observer, written);
  await using tap = await wireTap(lab.connection);
  const work = new Work();
  let deadBefore: (string | null)[] = [];
  work.onBegin = async (name) => {
    if (name === 'dora-2') deadBefore = await deadKeys(lab, observer);
  };
  const program = start({ ...lab, connection: tap.connection }, work);
  // Each of them stands behind one that fails, or waits.
  const passing = ['anna-1', 'Ben-1', 'none-2', 'emil-1'];
  await prove('others-pass', async () => {
    for (const name of passing) await program.until(name, say('blocks'));
  });
  await observer.produce(lab.topic, [
    { partition: 0, key: 'anna', value: 'anna-2' },
    { partition: 1, key: 'fred', value: 'fred-2' },
  ]);
  const sent = performance.now();
  await prove('others-pass', async () => {
    await program.until('anna-2', say('blocks'));
    const begun = passing.map((name) => work.of(name)[0] ?? Infinity);
    for (const [n, name] of passing.entries()) if (n > 0) demandPassed(name, (begun[n] ?? 0) - (begun[n - 1] ?? 0));
    demandPassed('anna-2', (work.of('anna-2')[0] ?? Infinity) - sent);
  });
  await observer.produce(lab.topic, [{ partition: 0, key: 'ben', value: 'ben-4' }]);
  await prove('again', async () => {
    await program.until('ben-flaky', say('comes-never'));
    verifyAttempts('ben-flaky', work.of('ben-flaky'));
  });
  await prove('in-order', async () => {
    await program.until('ben-4', say('followers'));
    await program.until('dora-2', say('followers'));
    const flaky = ['ben-flaky begins', 'ben-flaky fails'];
    const ben = [...flaky, ...flaky, 'ben-flaky begins', 'ben-flaky is done'];
    const behind = ['ben-2', 'ben-3', 'ben-4'].flatMap((name) => [`${name} begins`, `${name} is done`]);
    const expected = [...ben, ...behind];
    verify(say('story', { key: 'ben' }), { expected, received: work.storyOf('ben'), usually: say('went-ahead') });
    const dora = work.storyOf('dora');
    const ahead = dora.slice(dora.indexOf('dora-2 begins')).some((line) => line.startsWith(poison));
    demand(!ahead && deadBefore.includes('dora'), say('before-set-aside'), say('went-ahead'));
  });
  await proveSetAside(suite, work);
  program.stop();
  await prove('leaves', async () => {
    await settles(program.end, { within: 5_000, describe: say('to-return') });
    const expected = { 0: written.length + 1, 1: 2 };
    const received = await observer.committed(lab.groupId, lab.topic);
    verify(say('committed'), { expected, received, usually: say('nobody-commits') });
    const { members } = await observer.group(lab.groupId);
    demand(members.length === 0, say('still-a-member'), say('not-disconnected'));
    await allClosed(tap, {
      within: 2_000,
      describe: say('closed'),
      usually: say('not-disconnected'),
    });
  });
});

function verifyAttempts(name: string, attempts: readonly number[]): void {
  for (const [n, at] of attempts.slice(1).entries()) {
    const ms = Math.round(at - (attempts[n] ?? 0));
    const values = { name, attempt: n + 2, ms };
    demand(ms >= limits.again - early, say('too-early', values), say('how-long'));
    demand(ms <= limits.again + limits.late + limits.busy, say('too-late', values), say('how-long'));
  }
  demand(attempts.length <= 3, say('too-often', { name, count: attempts.length }), say('first-included'));
}

async function proveSetAside({ lab, observer, prove }: SuiteContext, work: Work): Promise<void> {
  await prove('set-aside', async () => {
    const dead = await observer.waitForRecords(`${lab.topic}-dead`, 2, { within: 5_000, usually: say('dropped') });
    verify(say('dead-keys'), {
      expected: ['(none)', 'dora'],
      received: dead.map(({ key }) => key ?? '(none)').toSorted(),
      usually: say('each-once'),
    });
    const bytes = dead.find(({ key }) => key === 'dora')?.valueBytes ?? [];
    verify(say('dead-bytes'), {
      expected: [...(written[5]?.[1] ?? [])],
      received: [...bytes],
      usually: say('made-text'),
    });
  });
  await prove('again', () => {
    for (const name of [poison, 'none-poison']) {
      verifyAttempts(name, work.of(name));
      demand(
        work.of(name).length === 3,
        say('too-often', { name, count: work.of(name).length }),
        say('first-included'),
      );
    }
  });
}

test('stopped-while-it-waits', { proves: ['nothing-lost', 'leaves'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await prepare(lab, observer, [
    ['ben', 'ben-flaky'],
    ['anna', 'anna-1'],
    ['ben', 'ben-2'],
    ['carl', 'carl-1'],
    // Whoever works all of it off before the program ends needs eight seconds more.
    ...[3, 4, 5, 6].map((n) => ['ben', `ben-${n}-poison`] as const),
  ]);
  const work = new Work();
  const first = start(lab, work);
  await prove('nothing-lost', () => first.until('carl-1', say('blocks')));
  first.stop();
  await prove('leaves', () =>
    settles(first.end, {
      within: 5_000,
      describe: say('to-return-while-waiting'),
      usually: say('worked-off'),
    }),
  );
  // What went ahead before the restart was not lost by it.
  const usually = work.of('ben-2').length > 0 ? say('went-ahead') : say('waited-in-memory');
  const second = start(lab, work);
  await prove('nothing-lost', async () => {
    await second.until('ben-2', usually);
    const isBefore = work.story.indexOf('ben-flaky is done');
    const received = isBefore >= 0 && isBefore < work.story.indexOf('ben-2 begins');
    verify(say('restart-order'), { expected: true, received, usually });
  });
  second.stop();
  await prove('leaves', () =>
    settles(second.end, { within: 5_000, describe: say('to-return-while-waiting'), usually: say('worked-off') }),
  );
});
