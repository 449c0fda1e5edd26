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
  type SuiteContext,
  type WireTap,
} from '#testkit';
import { pauseWhileItIsDown } from './04-pause-while-it-is-down.ts';

const patience = { timeout: 90_000 };
const partitions = 12;
const perPartition = 10;
const values = Array.from({ length: partitions * perPartition }, (_, n) => `order-${n + 1}`);
const partitionOf = (value: string): number => values.indexOf(value) % partitions;

/** Milliseconds and calls: how long the database is away, what the task allows, and what is added for a busy machine. */
const limits = { away: 3_000, calls: 10, joins: 2_000, back: 2_000, busy: 1_500 };
/** As many are saved before the database is away: a part of a batch is among them. */
const before = 34;

/** A database that is away from the 35th record on, until it comes back. */
class Database {
  readonly saved: string[] = [];
  readonly calls: string[] = [];
  #isBack = false;
  #backAt = 0;
  firstAfter = 0;

  async save(worker: string, value: string): Promise<void> {
    // What a small write takes.
    await wait(2);
    if (this.saved.length >= before && !this.#isBack) {
      this.calls.push(worker);
      throw new Error('the database is away');
    }
    if (this.#isBack) this.firstAfter ||= performance.now() - this.#backAt;
    this.saved.push(value);
  }

  comeBack(): void {
    this.#isBack = true;
    this.#backAt = performance.now();
  }
}

function start(lab: Lab, { database, worker }: { database: Database; worker: string }) {
  const stop = new AbortController();
  const end = pauseWhileItIsDown({ ...lab, signal: stop.signal }, async (value) => {
    await database.save(worker, value);
  });
  end.catch(() => {}); // looked at where it is awaited
  const failed = end.then(() => new Promise<never>(() => {}));
  failed.catch(() => {});
  return { end, failed, stop: () => stop.abort() };
}

type Worker = ReturnType<typeof start>;

interface Run {
  readonly database: Database;
  readonly tap: WireTap;
  readonly workers: Worker[];
}

const orFail = <T>(fact: Promise<T>, { workers }: Run): Promise<T> =>
  Promise.race([fact, ...workers.map(({ failed }) => failed)]);

const proves = ['few-calls', 'lets-in', 'stays', 'back', 'nothing-lost', 'once', 'leaves'];

test('away', { proves, ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await observer.createTopic(lab.topic, { partitions });
  await observer.produce(
    lab.topic,
    values.map((value, n) => ({ partition: n % partitions, value })),
  );
  await using tap = await wireTap(lab.connection);
  const far = { ...lab, connection: tap.connection };
  const database = new Database();
  const run: Run = { database, tap, workers: [start(far, { database, worker: 'first' })] };
  await orFail(
    eventually(() => database.calls.length > 0, {
      within: 15_000,
      describe: say('first-failure', { count: before }),
      seen: () => say('so-far', { count: database.saved.length }),
      usually: say('from-its-beginning'),
    }),
    run,
  );
  const since = performance.now();
  lab.log(say('log-away', { count: before }));
  run.workers.push(start(far, { database, worker: 'second' }));
  await proveLetIn(suite, run);
  await eventually(() => performance.now() - since > limits.away, { within: limits.away, describe: say('time') });
  await proveFewCalls(suite, run, performance.now() - since);
  const leaves = tap.count('LeaveGroup');
  database.comeBack();
  await proveBack(suite, run);
  await prove('stays', () => demand(leaves === 0, say('left', { count: leaves }), say('thrown-too-often')));
  await proveLeaves(suite, run);
});

async function proveLetIn({ lab, observer, prove }: SuiteContext, run: Run): Promise<void> {
  const { tap } = run;
  const joins = tap.count('JoinGroup');
  await orFail(
    eventually(() => tap.count('JoinGroup') > joins, { within: 10_000, describe: say('to-knock') }),
    run,
  );
  const knocked = performance.now();
  await prove('lets-in', async () => {
    let seen = '';
    const both = async (): Promise<boolean> => {
      const { state, members } = await observer.group(lab.groupId);
      const shares = members.map(({ assignment }) => assignment[lab.topic]?.length ?? 0);
      seen = say('group', { state, shares: shares.join(' + ') });
      return state === 'Stable' && shares.length === 2 && shares.every((share) => share === partitions / 2);
    };
    await orFail(
      eventually(both, {
        within: limits.joins + limits.busy,
        describe: say('both-in'),
        seen: () => seen,
        usually: say('who-waits'),
      }),
      run,
    );
    lab.log(say('log-in', { ms: Math.round(performance.now() - knocked) }));
  });
}

/** What took longer than was planned allows more calls. */
async function proveFewCalls({ lab, prove }: SuiteContext, { database }: Run, awayMs: number): Promise<void> {
  const { calls } = database;
  const [first, second] = ['first', 'second'].map((worker) => calls.filter((by) => by === worker).length);
  lab.log(say('log-calls', { first, second, seconds: (awayMs / 1_000).toFixed(1) }));
  await prove('few-calls', () => {
    const most = Math.ceil(limits.calls * Math.max(1, awayMs / limits.away));
    demand(calls.length <= most, say('many-calls', { count: calls.length, most }), say('each-for-itself'));
  });
}

async function proveBack({ prove }: SuiteContext, run: Run): Promise<void> {
  const { database } = run;
  const missing = (): string[] => values.filter((value) => !database.saved.includes(value));
  await prove('back', async () => {
    await orFail(
      eventually(() => database.firstAfter > 0, {
        within: 15_000,
        describe: say('to-go-on'),
        seen: () => say('so-far', { count: database.saved.length }),
        usually: say('never-resumed'),
      }),
      run,
    );
    const ms = Math.round(database.firstAfter);
    demand(ms <= limits.back + limits.busy, say('back-late', { ms }), say('long-pause'));
  });
  await prove('nothing-lost', async () => {
    await orFail(
      eventually(() => missing().length === 0, {
        within: 10_000,
        describe: say('all-saved'),
        seen: () => say('missing', { values: missing().slice(0, 5).join(', ') }),
        usually: say('done-unsaved'),
      }),
      run,
    );
  });
  await prove('nothing-lost', () => {
    const firsts = values.filter((value) => database.saved.includes(value));
    const order = firsts.toSorted((a, b) => database.saved.indexOf(a) - database.saved.indexOf(b));
    for (let partition = 0; partition < partitions; partition += 1) {
      const of = (all: readonly string[]): string[] => all.filter((value) => partitionOf(value) === partition);
      verify(say('order', { partition }), { expected: of(firsts), received: of(order), usually: say('went-ahead') });
    }
  });
}

async function proveLeaves({ lab, observer, prove }: SuiteContext, { database, tap, workers }: Run): Promise<void> {
  for (const { stop } of workers) stop();
  await prove('leaves', async () => {
    await settles(Promise.all(workers.map(({ end }) => end)), { within: 8_000, describe: say('to-return') });
    const ends = Object.fromEntries(Array.from({ length: partitions }, (_, partition) => [partition, perPartition]));
    const committed = await observer.committed(lab.groupId, lab.topic);
    verify(say('committed'), { expected: ends, received: committed, usually: say('nobody-commits') });
    const { members } = await observer.group(lab.groupId);
    demand(members.length === 0, say('still-members', { count: members.length }), say('not-disconnected'));
    await allClosed(tap, {
      within: 2_000,
      describe: say('closed'),
      usually: say('not-disconnected'),
    });
  });
  await prove('once', () => {
    const twice = database.saved.filter((value, at) => database.saved.indexOf(value) !== at);
    const words = say('twice', { count: twice.length, values: twice.slice(0, 5).join(', ') });
    demand(twice.length === 0, words, say('not-resolved'));
  });
}

test('stopped-while-away', { proves: ['leaves', 'nothing-lost'], ...patience }, async ({ lab, observer, prove }) => {
  await observer.createTopic(lab.topic);
  const some = values.slice(0, before + 2);
  await observer.produce(
    lab.topic,
    some.map((value) => ({ value })),
  );
  const database = new Database();
  const { end, failed, stop } = start(lab, { database, worker: 'first' });
  const away = eventually(() => database.calls.length > 0, {
    within: 15_000,
    describe: say('first-failure', { count: before }),
    usually: say('from-its-beginning'),
  });
  await Promise.race([away, failed]);
  stop();
  await prove('leaves', () =>
    settles(end, { within: 8_000, describe: say('to-return-while-away'), usually: say('deaf') }),
  );
  await prove('nothing-lost', async () => {
    const { 0: offset = 0 } = await observer.committed(lab.groupId, lab.topic);
    const { length } = database.saved;
    demand(offset <= length, say('lost', { offset, saved: length }), say('done-unsaved'));
  });
});
