import { Kafka, logLevel } from 'kafkajs';
import {
  eventually,
  runProgram,
  say,
  test,
  verify,
  wireTap,
  type FaultOrder,
  type Lab,
  type ObservedGroup,
  type ObservedMember,
  type Observer,
  type StandingOrder,
  type SuiteContext,
} from '#testkit';

// Starting a process takes its time where a machine is busy.
const patience = { timeout: 60_000 };
const partitions = 3;

/** The payments by partition: those of before, and those that come while the program runs. Partition 1 has none. */
const before: readonly (readonly number[])[] = [[1_250, 990, -300], [], [50, 60, 700, 8_000]];
const later: readonly (readonly number[])[] = [[4_205, 70, 1, 2_000], [], [-90_000, 12]];
/** The first payments of partition 2 have been deleted. */
const deleted = 2;

const payments = (of: readonly (readonly number[])[]) =>
  of.flatMap((each, partition) => each.map((amount) => ({ partition, value: String(amount) })));

/** What counts in a total: `total` is a number, `next` the offset to go on with. */
interface Total {
  readonly total: unknown;
  readonly next: unknown;
}
type Totals = Readonly<Record<string, Total>>;

const sum = (of: readonly number[]): number => of.reduce((all, amount) => all + amount, 0);

/** What must stand in the totals when the payments of `lists` are counted. */
function expectedOf(lists: readonly (readonly (readonly number[])[])[]): Totals {
  const [of0 = [], of2 = []] = [0, 2].map((partition) => lists.flatMap((each) => each[partition] ?? []));
  return {
    0: { total: sum(of0), next: String(of0.length) },
    2: { total: sum(of2.slice(deleted)), next: String(of2.length) },
  };
}

/** The last total of each partition that has payments; a value that is no such JSON is shown as it is. */
async function totalsOf(observer: Observer, { topic }: Lab): Promise<Totals> {
  const records = await observer.records(`${topic}-totals`);
  const payed = records.filter(({ key }) => key === '0' || key === '2');
  return Object.fromEntries(payed.map(({ key, value }) => [key, parsed(value)]));
}

function parsed(value: string | null): Total {
  try {
    const { total, next } = JSON.parse(value ?? '');
    return { total, next };
  } catch {
    return { total: value, next: undefined };
  }
}

/** The same with its numbers as numbers and its offsets as text, however they were written. */
const asMeant = (totals: Totals): Totals =>
  Object.fromEntries(
    Object.entries(totals).map(([key, { total, next }]) => [key, { total: Number(total), next: String(next) }]),
  );

/** Waits until every payment of `lists` is counted. */
async function untilCounted({ lab, observer }: SuiteContext, lists: readonly (typeof before)[]): Promise<Totals> {
  let totals: Totals = {};
  const ends = Object.entries(expectedOf(lists));
  await eventually(
    async () => {
      totals = await totalsOf(observer, lab);
      return ends.every(([key, { next }]) => String(totals[key]?.next) === next);
    },
    {
      within: 15_000,
      describe: say('to-be-there', { ends: ends.map(([key, { next }]) => `${key}: ${String(next)}`).join(', ') }),
      seen: () => JSON.stringify(totals),
      usually: say('does-not-go-on'),
    },
  );
  return totals;
}

/** The program at work on a door, with the first payments counted. */
interface AtWork extends AsyncDisposable {
  /** Ends it, and drops what is still held at the door. */
  cutPower(): Promise<void>;
  /** Orders a fault at which the power is cut, and brings on the later payments; resolves when it has fallen. */
  strike(order: FaultOrder): Promise<void>;
}

async function startProgram(suite: SuiteContext): Promise<AtWork> {
  const { lab, observer } = suite;
  await observer.createTopic(lab.topic, { partitions });
  await observer.createTopic(`${lab.topic}-totals`, { config: { 'cleanup.policy': 'compact' } });
  await observer.produce(lab.topic, payments(before));
  await observer.deleteRecords(lab.topic, { 2: deleted });
  await using stack = new AsyncDisposableStack();
  let standing: StandingOrder | undefined;
  const hasFallen = Promise.withResolvers<void>();
  const log = (line: string): void => {
    lab.log(line);
    if (standing?.fallen !== 1) return;
    // At once: what a client tries again after a moment is not to count.
    void program[Symbol.asyncDispose]();
    hasFallen.resolve();
  };
  const tap = stack.use(await wireTap(lab.connection, { log }));
  const program = stack.use(
    runProgram(import.meta.url, { lab: { ...lab, connection: tap.connection }, within: 40_000 }),
  );
  const totals = asMeant(await untilCounted(suite, [before]));
  const demandSum = () =>
    verify(say('first-sum'), { expected: expectedOf([before]), received: totals, usually: say('what-is-summed') });
  // Where it is wrong already, what becomes of it after a crash is not reached.
  demandSum();
  await suite.prove('totals', demandSum);
  const kept = stack.move();
  return {
    async cutPower() {
      await program[Symbol.asyncDispose]();
      tap.cut();
    },
    async strike(order) {
      standing = tap.fault(order);
      await observer.produce(lab.topic, payments(later));
      const late = eventually(() => (standing?.fallen ?? 0) > 0, {
        within: 10_000,
        describe: say('to-be-written'),
        seen: () => say('as-before'),
      });
      await Promise.race([hasFallen.promise, late]);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The next total of a partition. */
const nextTotal = ({ topic }: Lab, key: string) => ({ on: 'Produce', topic: `${topic}-totals`, key }) as const;

async function demandNoCommit({ lab, observer, prove }: SuiteContext): Promise<void> {
  await prove('no-commit', async () => {
    const received = await observer.committed(lab.groupId, lab.topic);
    verify(say('committed'), { expected: {}, received, usually: say('who-commits') });
  });
}

/** Judges the totals when all payments are counted: `requirement` by what they say, the rest by how they are written. */
async function judge(suite: SuiteContext, requirement: 'survives' | 'rejoins', usually: string): Promise<void> {
  const { prove } = suite;
  const totals = await untilCounted(suite, [before, later]);
  await prove('totals', () => {
    for (const [partition, { total, next }] of Object.entries(totals)) {
      const received = { total: typeof total, next: typeof next };
      verify(say('types', { partition }), { expected: { total: 'number', next: 'string' }, received });
    }
  });
  await prove(requirement, () =>
    verify(say('sum'), { expected: expectedOf([before, later]), received: asMeant(totals), usually }),
  );
  await demandNoCommit(suite);
}

/** Leaves offsets without a record in the totals, as compaction does, which would take longer than anybody waits here. */
async function leaveAGap({ connection, topic, groupId }: Lab): Promise<void> {
  const kafka = new Kafka({ ...connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId: `${groupId}-gap`, maxInFlightRequests: 1, idempotent: true });
  await producer.connect();
  try {
    const transaction = await producer.transaction();
    await transaction.send({ topic: `${topic}-totals`, messages: [{ key: '1', value: '{}' }] });
    await transaction.abort();
  } finally {
    await producer.disconnect();
  }
}

async function survive(suite: SuiteContext, order: FaultOrder): Promise<void> {
  const { lab, observer } = suite;
  {
    await using first = await startProgram(suite);
    // In front of a total: what was written last is never compacted.
    if (order.do === 'lose-answer') await leaveAGap(lab);
    await first.strike(order);
    await first.cutPower();
  }
  await observer.removeMembers(lab.groupId);
  await demandNoCommit(suite);
  // What was counted long ago is deleted: who counts all anew does not find it.
  await observer.deleteRecords(lab.topic, { 0: 2, 2: 3 });
  lab.log(say('log', { totals: JSON.stringify(await totalsOf(observer, lab)) }));
  await using again = runProgram(import.meta.url, { lab, within: 40_000 });
  await judge(suite, 'survives', say('sum-of-log'));
  await again[Symbol.asyncDispose]();
  await observer.removeMembers(lab.groupId);
}

const proves = ['totals', 'survives', 'no-commit'];

test('not-heard', { proves, ...patience }, (suite) =>
  survive(suite, { ...nextTotal(suite.lab, '0'), do: 'lose-answer' }),
);

test('not-arrived', { proves, ...patience }, (suite) =>
  survive(suite, { ...nextTotal(suite.lab, '2'), do: 'lose-request' }),
);

const hasOther = ({ members }: ObservedGroup, than: ObservedMember | undefined): boolean =>
  members.some(({ id }) => id !== than?.id);

test('forgotten', { proves: ['totals', 'rejoins', 'no-commit'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await using program = await startProgram(suite);
  const [first] = (await observer.group(lab.groupId)).members;
  await observer.removeMembers(lab.groupId);
  await prove('rejoins', async () => {
    await eventually(async () => hasOther(await observer.group(lab.groupId), first), {
      within: 12_000,
      describe: say('to-be-back'),
      usually: say('session'),
    });
  });
  await observer.produce(lab.topic, payments(later));
  await judge(suite, 'rejoins', say('forgets-the-place'));
  await program.cutPower();
  await observer.removeMembers(lab.groupId);
});
