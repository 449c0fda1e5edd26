import {
  demand,
  eventually,
  Machine,
  say,
  test,
  verify,
  type Lab,
  type ObservedRecord,
  type Observer,
  type SuiteContext,
  type WireTap,
} from '#testkit';
import { copyExactlyOnce } from './03-copy-exactly-once.ts';

// Starting a process takes its time where a machine is busy.
const patience = { timeout: 120_000 };
const partitions = 2;
/** So many orders of each partition are no longer there. */
const deleted = { 0: 2, 1: 1 };
/** What the partitions end at. */
const ends = { 0: 5, 1: 3 };
/** Those that come later in one of the tests. */
const later = [5, 3].map((n, partition) => ({ partition, key: `order-${partition}-${n}`, value: 'Tee' }));
/** What is made of each order. */
const copies = ['payments', 'parcels'] as const;

const order = (partition: number, n: number) => ({
  partition,
  key: `order-${partition}-${n}`,
  value: n === 3 ? null : n === 2 ? Buffer.from([0xff, 0x00, 0xfe]) : `Tee 茶, ${n} kg`,
});

async function prepare({ lab, observer }: SuiteContext): Promise<void> {
  await observer.createTopic(lab.topic, { partitions });
  for (const copy of copies) await observer.createTopic(`${lab.topic}-${copy}`);
  const orders = ([0, 1] as const).flatMap((at) => Array.from({ length: ends[at] }, (_, n) => order(at, n)));
  await observer.produce(lab.topic, orders);
  await observer.deleteRecords(lab.topic, deleted);
}

/** What counts, payments first. */
const copiesIn = (observer: Observer, { topic }: Lab): Promise<ObservedRecord[][]> =>
  Promise.all(copies.map((copy) => observer.records(`${topic}-${copy}`)));

const keysOf = (records: readonly ObservedRecord[]): string[] => records.map(({ key }) => key ?? '');

const toCommit = () => ({ within: 15_000, describe: say('to-commit'), usually: say('nothing-to-commit') });

/** The machine dies when this befalls a commit, and the dead program is taken out of the group. */
async function die(machine: Machine, { lab, observer }: SuiteContext, fault: Parameters<Machine['diesAt']>[0]) {
  const dies = await machine.diesAt(fault, toCommit());
  demand(dies, say('has-ended', { how: machine.ended?.how ?? '' }), say('nothing-to-commit'));
  await observer.removeMembers(lab.groupId);
}

/** Waits until every order counts in both topics; which of them count more than once is seen by whoever called. */
async function untilAllCount({ lab, observer }: SuiteContext, orders: readonly string[]): Promise<void> {
  let missing: string[] = [];
  await eventually(
    async () => {
      const all = await copiesIn(observer, lab);
      missing = all.flatMap((records, at) => {
        const keys = keysOf(records);
        return orders.filter((key) => !keys.includes(key)).map((key) => `${copies[at]}: ${key}`);
      });
      return missing.length === 0;
    },
    {
      within: 20_000,
      describe: say('all-to-count'),
      seen: () => say('missing', { missing: missing.slice(0, 4).join(', '), count: missing.length }),
      usually: say('why-missing'),
    },
  );
}

async function demandOnce({ lab, observer }: SuiteContext, usually: string): Promise<void> {
  const all = await copiesIn(observer, lab);
  const twice = all.map((records) => keysOf(records).filter((key, at, keys) => keys.indexOf(key) < at));
  const [payments, parcels] = twice;
  verify(say('twice'), { expected: { payments: [], parcels: [] }, received: { payments, parcels }, usually });
}

async function demandAsWritten({ lab, observer, prove }: SuiteContext): Promise<void> {
  const orders = await observer.records(lab.topic);
  await prove('as-written', async () => {
    for (const copy of (await copiesIn(observer, lab)).flat()) {
      const from = orders.find(({ key }) => key === copy.key);
      const where = copy.topic.slice(lab.topic.length + 1);
      verify(say('key', { where }), { expected: true, received: from !== undefined, usually: say('not-as-it-was') });
      const [expected, received] = [from, copy].map((each) => each?.valueBytes && [...each.valueBytes]);
      verify(say('bytes', { where, key: copy.key ?? '' }), { expected, received, usually: say('not-as-it-was') });
    }
  });
}

/** The transactions in the log are decided: what was committed before the machine died counts now. */
async function untilDecided({ lab, observer }: SuiteContext): Promise<void> {
  const isDecided = async (copy: string) => {
    const [all, counting] = await Promise.all([
      observer.records(`${lab.topic}-${copy}`, { isolation: 'uncommitted' }),
      observer.records(`${lab.topic}-${copy}`),
    ]);
    return all.filter(({ aborted }) => !aborted).length === counting.length;
  };
  const areDecided = async () => (await Promise.all(copies.map(isDecided))).every(Boolean);
  // One that works at several at once may have left another one open.
  await eventually(areDecided, { within: 3_000, describe: say('to-commit') }).catch(() => {});
}

async function logWhatIsThere({ lab, observer }: SuiteContext): Promise<void> {
  const [payments = [], parcels = []] = await copiesIn(observer, lab);
  const committed = await observer.committed(lab.groupId, lab.topic);
  const counts = { payments: payments.length, parcels: parcels.length, committed: JSON.stringify(committed) };
  lab.log(say('log', counts));
}

test('killed', { proves: ['once', 'offsets', 'as-written'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await prepare(suite);
  const orders = keysOf(await observer.records(lab.topic));
  await using machine = await Machine.build(import.meta.url, suite);
  await prove('once', async () => {
    machine.start();
    await die(machine, suite, { on: 'EndTxn', nth: 2, do: 'lose-request' });
    await logWhatIsThere(suite);
    machine.start();
    await die(machine, suite, { on: 'EndTxn', do: 'lose-answer' });
    await untilDecided(suite);
    await logWhatIsThere(suite);
    machine.start();
    await untilAllCount(suite, orders);
  });
  await prove('offsets', async () => {
    await demandOffsets(suite, machine.tap);
  });
  await prove('once', () => demandOnce(suite, say('knew-nothing')));
  await demandAsWritten(suite);
  await machine.end();
  await observer.removeMembers(lab.groupId);
});

async function demandOffsets({ lab, observer }: SuiteContext, tap: WireTap): Promise<void> {
  let committed: Record<number, number> = {};
  await eventually(
    async () => {
      committed = await observer.committed(lab.groupId, lab.topic);
      return committed[0] === ends[0] && committed[1] === ends[1];
    },
    {
      within: 5_000,
      describe: say('to-commit-the-end', { ends: JSON.stringify(ends) }),
      seen: () => say('so-far', { committed: JSON.stringify(committed) }),
      usually: say('which-offset'),
    },
  );
  verify(say('beside'), { expected: 0, received: tap.count('OffsetCommit'), usually: say('who-commits') });
}

test('not-heard', { proves: ['not-knowing'], ...patience }, async (suite) => {
  const { lab, observer } = suite;
  await prepare(suite);
  await using machine = await Machine.build(import.meta.url, suite);
  machine.start();
  const fell = await machine.meets({ on: 'EndTxn', nth: 2, do: 'lose-answer' }, toCommit());
  demand(fell, say('has-ended', { how: machine.ended?.how ?? '' }), say('nothing-to-commit'));
  const topic = `${lab.topic}-payments`;
  const before = keysOf(await observer.records(topic, { isolation: 'uncommitted' }));
  await observer.produce(lab.topic, later);
  const goesOn = async () => keysOf(await observer.records(topic)).some((key) => !before.includes(key));
  await eventually(async () => machine.ended !== undefined || goesOn(), {
    within: 12_000,
    describe: say('to-go-on'),
    seen: () => say('nothing-new'),
    usually: say('stands-still'),
  });
  lab.log(machine.ended ? say('log-ended', { how: machine.ended.how }) : say('log-goes-on'));
  if (machine.ended) {
    await observer.removeMembers(lab.groupId);
    machine.start();
  }
  await untilAllCount(suite, keysOf(await observer.records(lab.topic)));
  await demandOnce(suite, say('guessed'));
  await machine.end();
  await observer.removeMembers(lab.groupId);
});

test('throws', { proves: ['tries-again'], ...patience }, async (suite) => {
  const { lab, observer } = suite;
  await prepare(suite);
  const closed = new Set(['order-0-3', 'order-1-2']);
  const running = copyExactlyOnce(lab, async (key) => {
    if (!closed.delete(key)) return;
    lab.log(say('log-closed', { key }));
    throw new Error(say('closed'));
  });
  running.catch((error) => lab.log(String(error)));
  await untilAllCount(suite, keysOf(await observer.records(lab.topic)));
  await demandOnce(suite, say('counts-all-the-same'));
  verify(say('asked'), { expected: [], received: [...closed], usually: say('never-asked') });
  await observer.removeMembers(lab.groupId);
});
