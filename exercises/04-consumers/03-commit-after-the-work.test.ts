import { demand, eventually, runProgram, test, verify, type Lab, type Observer } from '#testkit';

const orders = Array.from({ length: 12 }, (_, n) => `order-${n + 1}`);
const crashAt = 'order-5';
// Starting a process takes its time where a machine is busy.
const patience = { timeout: 40_000 };

const packedOrders = async (observer: Observer, lab: Lab): Promise<(string | null)[]> =>
  (await observer.records(`${lab.topic}-packed`)).map(({ key }) => key);

const committed = async (observer: Observer, lab: Lab): Promise<number> =>
  (await observer.committed(lab.groupId, lab.topic))[0] ?? 0;

async function prepare(lab: Lab, observer: Observer): Promise<void> {
  await observer.createTopic(lab.topic);
  await observer.createTopic(`${lab.topic}-packed`);
  await observer.produce(
    lab.topic,
    orders.map((order) => ({ key: order, value: 'tea' })),
  );
}

async function crash(lab: Lab, observer: Observer): Promise<void> {
  await using program = runProgram(import.meta.url, { lab, args: [crashAt] });
  const { how } = await program.end({
    within: 12_000,
    usually: `pack() was changed, or it was never called for ${crashAt}`,
  });
  demand(
    how === 'signal SIGKILL' || process.platform === 'win32',
    `The program ended (${how}) before the machine died.`,
    'an error came up; the log shows it',
  );
  await observer.removeMembers(lab.groupId);
}

async function packTheRest(lab: Lab, observer: Observer): Promise<void> {
  await using program = runProgram(import.meta.url, { lab, args: ['none'] });
  const last = orders.at(-1) ?? '';
  let packed: (string | null)[] = [];
  const lastIsPacked = async () => {
    packed = await packedOrders(observer, lab);
    return packed.includes(last);
  };
  await eventually(lastIsPacked, {
    within: 12_000,
    describe: `${last} to be packed`,
    seen: () => `${packed.length} parcels`,
    usually: 'the program does not go on where the group has stopped',
  });
  let at = 0;
  const done = async () => {
    at = await committed(observer, lab);
    return at === orders.length;
  };
  await eventually(done, {
    describe: `the group to have committed ${orders.length}, the end of the topic`,
    seen: () => `committed offset ${at}`,
    usually: 'the offset to commit is the next one, not that of the record that is done',
  });
  await program[Symbol.asyncDispose]();
  await observer.removeMembers(lab.groupId);
}

test('loses no order when the machine dies, and packs hardly any twice', patience, async ({ lab, observer }) => {
  await prepare(lab, observer);
  await crash(lab, observer);
  const before = await packedOrders(observer, lab);
  const offset = await committed(observer, lab);
  const lost = orders.slice(0, offset).filter((order) => !before.includes(order));
  lab.log(`When the machine died, ${before.length} orders were packed, and the group had committed offset ${offset}.`);
  demand(
    lost.length === 0,
    `The machine died in the middle of ${crashAt}. By then the group had committed offset ${offset}, so these orders ` +
      `are not packed and never will be: ${lost.join(', ')}.`,
    'the handler is over, or commits, before the work is done',
  );
  await packTheRest(lab, observer);
  const after = await packedOrders(observer, lab);
  verify('the orders that are packed after the second start', {
    expected: orders,
    received: orders.filter((order) => after.includes(order)),
    usually: 'a record was skipped when the program went on',
  });
  demand(
    after.length - orders.length <= 2,
    `${after.length - orders.length} orders were packed twice.`,
    'what was done before the crash had not been committed: a whole batch is a lot to repeat',
  );
});

test('packs nothing when all is done', patience, async ({ lab, observer }) => {
  await prepare(lab, observer);
  await packTheRest(lab, observer);
  verify('how many parcels stand in the topic for twelve orders', {
    expected: orders.length,
    received: (await packedOrders(observer, lab)).length,
    usually: 'an order was packed twice, although nothing went wrong',
  });
});
