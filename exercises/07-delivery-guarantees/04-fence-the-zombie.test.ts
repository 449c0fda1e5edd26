import {
  demand,
  eventually,
  isQuiet,
  newLab,
  say,
  settles,
  test,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type SuiteContext,
  type WireTap,
} from '#testkit';
import { fenceTheZombie, type Booking } from './04-fence-the-zombie.ts';

// A takeover waits until the broker has ended what was open; on a busy machine that takes its time.
const patience = { timeout: 90_000 };
/** Milliseconds: for a step of an instance, and for the end of one that is awake, however busy the machine is. */
const [within, awake] = [20_000, 12_000];

const seats = (...numbers: number[]): Booking[] => numbers.map((n) => ({ id: `booking-${n}`, seat: `Loge ${n} é` }));
const idsOf = (...numbers: number[]): string[] => numbers.map((n) => `booking-${n}`);

/** What `take` does when it is called for the n-th time. */
type Turn = () => Booking[] | undefined | Promise<Booking[] | undefined>;

const asOutcome = (error: unknown): string => `threw ${error instanceof Error ? error.message : String(error)}`;

/** An instance of the function at a door of its own. */
class Instance implements AsyncDisposable {
  readonly tap: WireTap;
  /** `done`, `fenced` or `threw …`; undefined while it runs. */
  outcome: string | undefined;
  /** How often it has called `take`. */
  taken = 0;
  /** Whether a connection was left at its end. */
  leftOpen = false;
  #end: Promise<void> = Promise.resolve();

  constructor(tap: WireTap) {
    this.tap = tap;
  }

  static async open(lab: Lab, log?: (line: string) => void): Promise<Instance> {
    return new Instance(await wireTap(lab.connection, log && { log }));
  }

  /** Starts it; `turns` are what its calls of `take` do, after the last of them the day is over. */
  start(lab: Lab, turns: readonly Turn[], shard = 3): void {
    const take = async (): Promise<Booking[] | undefined> => {
      this.taken += 1;
      return turns[this.taken - 1]?.();
    };
    this.#end = this.#run(fenceTheZombie({ ...lab, connection: this.tap.connection }, shard, take));
  }

  async #run(returned: Promise<'done' | 'fenced'>): Promise<void> {
    const outcome = await returned.catch(asOutcome);
    this.leftOpen = !(await isQuiet(() => this.tap.openConnections()));
    this.outcome = outcome;
  }

  async ends(describe: string, ms = within): Promise<void> {
    await settles(this.#end, { within: ms, describe, usually: say('goes-on-trying') });
  }

  verifyLeft(which: string): void {
    verify(which, { expected: false, received: this.leftOpen, usually: say('not-disconnected') });
  }

  /** The transactional ids under which it has written. */
  ids(): string[] {
    return [...new Set(this.tap.requestsOf('Produce').map(({ produce }) => produce?.transactionalId ?? ''))];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.tap[Symbol.asyncDispose]();
  }
}

async function bookingsIn(observer: Observer, { topic }: Lab): Promise<unknown[]> {
  return (await observer.records(topic)).map(({ key, value }) => ({ key, value: parsed(value) }));
}

function parsed(value: string | null): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return value;
  }
}

const keysIn = async (observer: Observer, { topic }: Lab): Promise<string[]> =>
  (await observer.records(topic)).map(({ key }) => key ?? '–');

/** Waits until the broker has ended the transactions that it was asked to end. */
async function allDecided(observer: Observer, instances: readonly Instance[]): Promise<void> {
  for (const id of instances.flatMap((instance) => instance.ids())) {
    const isDecided = async (): Promise<boolean> => !(await observer.transaction(id)).startsWith('Prepare');
    await eventually(isDecided, { describe: say('to-be-ended') });
  }
}

/** Judges the two; where `once` is not met nobody was fenced, and there is nothing more to judge. */
async function judge({ lab, observer, prove }: SuiteContext, older: Instance, newer: Instance): Promise<void> {
  await prove('hangs-up', () => {
    older.verifyLeft(say('older-left'));
    newer.verifyLeft(say('newer-left'));
  });
  const [expected, received] = [older.ids(), newer.ids()];
  if (received.length > 0) verify(say('ids'), { expected, received, usually: say('one-name') });
  await allDecided(observer, [older, newer]);
  const keys = await keysIn(observer, lab);
  const twice = [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))];
  verify(say('twice'), { expected: [], received: twice, usually: say('who-is-refused') });
  await prove('fenced', async () => {
    await older.ends(say('older-ends'), 1_000);
    verify(say('older-outcome'), { expected: 'fenced', received: older.outcome, usually: say('abort-throws') });
  });
  await prove('undisturbed', () => {
    verify(say('newer-outcome'), { expected: 'done', received: newer.outcome, usually: say('put-out') });
    verify(say('newer-wrote'), { expected: idsOf(1, 2, 3, 4, 5, 6), received: keys, usually: say('put-out') });
  });
}

test('alone', { proves: ['writes', 'hangs-up'], ...patience }, async ({ lab, observer, prove }) => {
  await observer.createTopic(lab.topic);
  await using instance = await Instance.open(lab);
  const seen: unknown[] = [];
  const turns = [seats(1, 2), [], seats(3), undefined].map((bookings, at): Turn => async () => {
    // The broker says that a transaction is committed some milliseconds before its records are.
    await observer.waitForRecords(lab.topic, [0, 2, 2, 3][at] ?? 0).catch(() => {});
    seen.push(await bookingsIn(observer, lab));
    return bookings;
  });
  instance.start(lab, turns);
  await instance.ends(say('to-be-done'));
  await prove('writes', () => {
    verify(say('outcome'), { expected: 'done', received: instance.outcome });
    const usually = instance.taken < turns.length ? say('empty-list') : say('not-committed-yet');
    const [two, three] = [seats(1, 2), seats(1, 2, 3)].map((all) => all.map((value) => ({ key: value.id, value })));
    verify(say('seen'), { expected: [[], two, two, three], received: seen, usually });
  });
  await prove('hangs-up', () => instance.verifyLeft(say('left')));
});

const proves = ['once', 'fenced', 'undisturbed', 'hangs-up'];

/** The older one falls asleep when it sends a booking, and wakes up when the newer one is at work. */
async function sleepAtSend(suite: SuiteContext, fault: { do: 'delay'; ms: 1 } | { do: 'lose-request' }): Promise<void> {
  const { lab, observer } = suite;
  await observer.createTopic(lab.topic);
  let isAsleep = false;
  await using older = await Instance.open(lab, (line) => {
    // From now on nothing that the broker answers comes through.
    older.tap.delayAnswers(Infinity);
    isAsleep = true;
    lab.log(line);
  });
  await using newer = await Instance.open(lab);
  const fallAsleep = (): Booking[] => {
    older.tap.fault({ on: 'Produce', key: 'booking-3', ...fault });
    return seats(3, 4);
  };
  older.start(lab, [() => seats(1, 2), fallAsleep]);
  await untilOlder(older, () => isAsleep, say('to-be-sent'));
  if (fault.do === 'delay') await hasArrived(suite);
  const wakeUp = async (): Promise<Booking[]> => {
    lab.log(say('log-awake'));
    older.tap.delayAnswers(0);
    await older.ends(say('older-ends'), awake).catch(() => {}); // judged at the end
    return seats(5, 6);
  };
  newer.start(lab, [() => seats(3, 4), wakeUp]);
  await newer.ends(say('newer-ends'), within + awake);
  await judge(suite, older, newer);
}

async function untilOlder(older: Instance, isThere: () => boolean, describe: string): Promise<void> {
  const seen = (): string => say('taken', { count: older.taken });
  await eventually(() => isThere() || older.outcome !== undefined, { within, describe, seen });
  demand(isThere(), say('never-sent', { outcome: older.outcome ?? '' }));
}

/** The broker has the booking, whether or not it counts. */
async function hasArrived({ lab, observer }: SuiteContext): Promise<void> {
  const isThere = async (): Promise<boolean> =>
    (await observer.records(lab.topic, { isolation: 'uncommitted' })).some(({ key }) => key === 'booking-3');
  await eventually(isThere, { within, describe: say('to-be-sent') });
}

test('not-heard', { proves, ...patience }, (suite) => sleepAtSend(suite, { do: 'delay', ms: 1 }));

test('not-arrived', { proves, ...patience }, (suite) => sleepAtSend(suite, { do: 'lose-request' }));

test('between-two', { proves, ...patience }, async (suite) => {
  const { lab, observer } = suite;
  await observer.createTopic(lab.topic);
  await using older = await Instance.open(lab);
  await using newer = await Instance.open(lab);
  const morning = Promise.withResolvers<Booking[]>();
  older.start(lab, [() => seats(1, 2), () => morning.promise]);
  await untilOlder(older, () => older.taken === 2, say('to-take-twice'));
  const wakeUp = async (): Promise<Booking[]> => {
    lab.log(say('log-awake'));
    morning.resolve(seats(3, 4));
    await older.ends(say('older-ends'), awake).catch(() => {}); // judged at the end
    return seats(3, 4);
  };
  newer.start(lab, [wakeUp, () => seats(5, 6)]);
  await newer.ends(say('newer-ends'), within + awake);
  await judge(suite, older, newer);
});

test('others', { proves: ['others'], ...patience }, async ({ lab, observer }) => {
  const other = newLab(lab.signal);
  for (const { topic } of [lab, other]) await observer.createTopic(topic);
  await using stack = new AsyncDisposableStack();
  const places = [3, 13, 4, 3].map((shard, at) => ({ shard, lab: at < 3 ? lab : other }));
  const all: Instance[] = [];
  for (const place of places) all.push(stack.use(await Instance.open(place.lab)));
  const turn =
    (at: number, count: number): Turn =>
    async () => {
      const allHaveTaken = () => all.every(({ taken, outcome }) => taken >= count || outcome !== undefined);
      await eventually(allHaveTaken, { within, describe: say('all-to-take', { count }) });
      return seats(10 * at + count);
    };
  for (const [at, { shard, ...its }] of places.entries()) all[at]?.start(its.lab, [turn(at, 1), turn(at, 2)], shard);
  for (const instance of all) await instance.ends(say('to-be-done'));
  await allDecided(observer, all);
  const [expected, received] = [places.map(() => 'done'), all.map(({ outcome }) => outcome)];
  verify(say('all-outcomes'), { expected, received, usually: say('whose-name') });
  const [keys, otherKeys] = [await keysIn(observer, lab), await keysIn(observer, other)];
  verify(say('all-wrote'), { expected: new Set(idsOf(1, 2, 11, 12, 21, 22)), received: new Set(keys) });
  verify(say('all-wrote'), { expected: new Set(idsOf(31, 32)), received: new Set(otherKeys) });
});

/** Hands out two bookings, then does `turn`, after which the function must throw `expected`, an error that says `pattern`. */
async function failAt(suite: SuiteContext, turn: (tap: WireTap) => Booking[], pattern: RegExp, expected: string) {
  const { lab, observer, prove } = suite;
  await observer.createTopic(lab.topic);
  await using instance = await Instance.open(lab);
  instance.start(lab, [() => seats(1, 2), () => turn(instance.tap)]);
  await instance.ends(say('to-throw'));
  await prove('throws', async () => {
    const received = pattern.test(instance.outcome ?? '') ? expected : instance.outcome;
    verify(say('thrown'), { expected, received, usually: say('which-error') });
    for (const id of instance.ids()) {
      const isEnded = async (): Promise<boolean> => (await observer.transaction(id)) !== 'Ongoing';
      const asked = { within: 3_000, describe: say('to-be-ended'), usually: say('left-open') };
      await eventually(isEnded, { ...asked, seen: () => say('still-open') });
    }
    const keys = await keysIn(observer, lab);
    verify(say('half'), { expected: idsOf(1, 2), received: keys, usually: say('how-many-transactions') });
  });
  await prove('hangs-up', () => instance.verifyLeft(say('left')));
}

test('refused', { proves: ['throws', 'hangs-up'], ...patience }, (suite) =>
  failAt(
    suite,
    (tap) => {
      const refusal = { do: 'refuse', with: 'TOPIC_AUTHORIZATION_FAILED', times: Infinity } as const;
      tap.fault({ on: 'Produce', key: 'booking-5', ...refusal });
      return seats(3, 4, 5);
    },
    /threw .*authori[sz]/i,
    say('not-authorised'),
  ),
);

const closed = (): never => {
  throw new Error('The theatre does not answer.');
};

test('nothing-to-take', { proves: ['throws', 'hangs-up'], ...patience }, (suite) =>
  failAt(suite, closed, /threw .*The theatre does not answer\./, say('theatre')),
);
