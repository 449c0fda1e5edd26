import { demand, eventually, runProgram, test, verify, type Lab, type Observer } from '#testkit';

const orders = Array.from({ length: 20 }, (_, n) => `order-${n + 1}`);
// Starting a process takes its time where a machine is busy.
const patience = { timeout: 40_000 };
const readiness = { within: 12_000, usually: 'the orders must be packed with pack, as it is' };
// More than the four seconds of the task: a busy machine is not the learner's fault.
const ending = {
  within: 7_000,
  usually: 'a client that is still connected keeps the process alive; both of them have to hang up',
};

async function prepare(lab: Lab, observer: Observer): Promise<void> {
  await observer.createTopic(lab.topic);
  await observer.createTopic(`${lab.topic}-packed`);
  await observer.produce(
    lab.topic,
    orders.map((order) => ({ key: order, value: 'tea' })),
  );
}

const begun = (output: string): string[] => [...output.matchAll(/packing (order-\d+)/g)].map(([, order = '']) => order);

const committed = async (lab: Lab, observer: Observer): Promise<number> =>
  (await observer.committed(lab.groupId, lab.topic))[0] ?? 0;

async function demandNoMembers(lab: Lab, observer: Observer): Promise<void> {
  const { members } = await observer.group(lab.groupId);
  await observer.removeMembers(lab.groupId);
  demand(
    members.length === 0,
    'The program has ended, and the group still counts it as a member: for half a minute its partitions are nobody’s.',
    'nobody waited for the consumer to disconnect, so it never said that it leaves',
  );
}

test('finishes and commits the order at hand on SIGTERM, and leaves', patience, async ({ lab, observer }) => {
  await prepare(lab, observer);
  await using program = runProgram(import.meta.url, { lab });
  await program.waitForOutput(/packing order-3/, readiness);
  program.signal('SIGTERM');
  const { how, output } = await program.end(ending);
  demand(
    how !== 'signal SIGTERM',
    'SIGTERM ended the program at once, in the middle of order-3.',
    'nobody listens for SIGTERM; Ctrl-C is another signal',
  );
  const packed = (await observer.records(`${lab.topic}-packed`)).map(({ key }) => key ?? '');
  verify('the parcels in the topic, of those that were begun', {
    expected: begun(output),
    received: packed,
    usually: 'the process ended, or the producer hung up, while an order was still being packed',
  });
  demand(
    packed.length < orders.length,
    `SIGTERM came at order-3, and the program packed all ${orders.length} orders before it ended.`,
    'the consumer has to stop after the order at hand, not after the batch',
  );
  const offset = await committed(lab, observer);
  demand(
    offset <= packed.length,
    `${packed.length} orders are packed, and the group has committed offset ${offset}: the orders between are lost.`,
    'a handler that returns without having done its work says that the work is done',
  );
  verify('the offset that the group has committed', {
    expected: packed.length,
    received: offset,
    usually: 'the last orders were packed and not committed, so that the next program packs them again',
  });
  await demandNoMembers(lab, observer);
  verify('how the program ended', { expected: 'exit code 0', received: how, usually: 'an error came up; see the log' });
});

test('leaves also when there is nothing to do', patience, async ({ lab, observer }) => {
  await prepare(lab, observer);
  await using program = runProgram(import.meta.url, { lab });
  let offset = 0;
  const allDone = async () => {
    offset = await committed(lab, observer);
    return offset === orders.length;
  };
  await eventually(allDone, {
    within: 15_000,
    describe: 'the group to have committed all orders',
    seen: () => `committed offset ${offset}`,
    usually: 'the handler fails, or nobody commits',
  });
  program.signal('SIGTERM');
  const { how } = await program.end(ending);
  await demandNoMembers(lab, observer);
  verify('how the program ended', { expected: 'exit code 0', received: how, usually: 'an error came up; see the log' });
});
