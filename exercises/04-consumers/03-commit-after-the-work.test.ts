import {
  demand,
  eventually,
  runProgram,
  say,
  test,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type SuiteContext,
} from '#testkit';

const orders = Array.from({ length: 12 }, (_, n) => `order-${n + 1}`);

/** Where the machine dies, and where the orders stand. */
interface Accident {
  readonly crashAt: string;
  readonly partition: number;
  /** The parcel that gets lost on its way three times. */
  readonly lost?: string;
}

// Starting a process takes its time where a machine is busy.
const patience = { timeout: 40_000 };

const packedOrders = async (observer: Observer, lab: Lab): Promise<(string | null)[]> =>
  (await observer.records(`${lab.topic}-packed`)).map(({ key }) => key);

const committed = async (observer: Observer, lab: Lab, partition: number): Promise<number> =>
  (await observer.committed(lab.groupId, lab.topic))[partition] ?? 0;

async function prepare(lab: Lab, observer: Observer, partition = 0): Promise<void> {
  await observer.createTopic(lab.topic, { partitions: partition + 1 });
  await observer.createTopic(`${lab.topic}-packed`);
  await observer.produce(
    lab.topic,
    orders.map((order) => ({ partition, key: order, value: 'tea' })),
  );
}

async function crash(lab: Lab, observer: Observer, crashAt: string): Promise<void> {
  await using program = runProgram(import.meta.url, { lab, args: [crashAt] });
  const { how } = await program.end({
    within: 12_000,
    usually: say('pack-was-changed', { order: crashAt }),
  });
  demand(how === 'signal SIGKILL' || process.platform === 'win32', say('ended-before', { how }), say('see-the-log'));
  await observer.removeMembers(lab.groupId);
}

async function packTheRest({ lab, observer, prove }: SuiteContext, partition = 0): Promise<void> {
  await using program = runProgram(import.meta.url, { lab, args: ['none'] });
  const last = orders.at(-1) ?? '';
  let packed: (string | null)[] = [];
  const lastIsPacked = async () => {
    packed = await packedOrders(observer, lab);
    return packed.includes(last);
  };
  await prove('nothing-lost', async () => {
    await eventually(lastIsPacked, {
      within: 12_000,
      describe: say('to-be-packed', { order: last }),
      seen: () => say('so-many-parcels', { count: packed.length }),
      usually: say('does-not-go-on'),
    });
  });
  let at = 0;
  const done = async () => {
    at = await committed(observer, lab, partition);
    return at === orders.length;
  };
  await prove('commits-the-end', async () => {
    await eventually(done, {
      describe: say('to-commit-the-end', { offset: orders.length }),
      seen: () => say('so-far', { offset: at }),
      usually: say('next-one'),
    });
  });
  await program[Symbol.asyncDispose]();
  await observer.removeMembers(lab.groupId);
}

const proves = ['nothing-lost', 'few-twice', 'commits-the-end'];

/** Lets the machine die, and starts the program again. */
async function survive(suite: SuiteContext, { crashAt, partition, lost }: Accident): Promise<void> {
  const { lab, observer, prove } = suite;
  await prepare(lab, observer, partition);
  await using tap = await wireTap(lab.connection);
  if (lost) tap.fault({ on: 'Produce', key: lost, times: 3, do: 'lose-request' });
  await crash({ ...lab, connection: tap.connection }, observer, crashAt);
  const before = await packedOrders(observer, lab);
  const offset = await committed(observer, lab, partition);
  lab.log(say('log', { packed: before.length, offset }));
  await prove('nothing-lost', () => {
    const missing = orders.slice(0, offset).filter((order) => !before.includes(order));
    const values = { order: crashAt, offset, lost: missing.join(', ') };
    demand(missing.length === 0, say('lost', values), say('over-before-done'));
  });
  await packTheRest(suite, partition);
  const after = await packedOrders(observer, lab);
  await prove('nothing-lost', () =>
    verify(say('packed'), {
      expected: orders,
      received: orders.filter((order) => after.includes(order)),
      usually: say('skipped'),
    }),
  );
  await prove('few-twice', () => demandFewTwice(after));
}

/** Also where no machine dies: a client that joins its group anew goes on at the last commit. */
function demandFewTwice(parcels: readonly (string | null)[]): void {
  const count = parcels.length - orders.length;
  demand(count <= 2, say('twice', { count }), say('not-committed'));
}

test('machine-dies', { proves, ...patience }, (suite) =>
  survive(suite, { crashAt: 'order-5', partition: 0, lost: 'order-4' }),
);

test('machine-dies-later', { proves, ...patience }, (suite) => survive(suite, { crashAt: 'order-8', partition: 1 }));

test('nothing-happens', { proves, ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await prepare(lab, observer);
  await packTheRest(suite);
  const parcels = await packedOrders(observer, lab);
  await prove('few-twice', () => demandFewTwice(parcels));
});
