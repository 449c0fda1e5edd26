import { demand, eventually, runProgram, say, test, verify, wireTap, type Lab, type Observer } from '#testkit';

const orders = Array.from({ length: 20 }, (_, n) => `order-${n + 1}`);
// Starting a process takes its time where a machine is busy.
const patience = { timeout: 40_000 };
const readiness = () => ({ within: 12_000, usually: say('packed-with-pack') });
// More than the four seconds of the task: a busy machine is not the learner's fault.
const ending = () => ({ within: 7_000, usually: say('both-hang-up') });

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
  demand(members.length === 0, say('still-a-member'), say('never-said-so'));
}

test(
  'stopped-at-work',
  { proves: ['finishes', 'ends', 'begins-no-other', 'commits', 'leaves'], ...patience },
  async ({ lab, observer, prove }) => {
    await prepare(lab, observer);
    await using program = runProgram(import.meta.url, { lab });
    await program.waitForOutput(/packing order-3/, readiness());
    program.signal('SIGTERM');
    let how = '';
    await prove('ends', async () => {
      ({ how } = await program.end(ending()));
    });
    const parcels = await observer.records(`${lab.topic}-packed`);
    const packed = parcels.map(({ key }) => key ?? '');
    await prove('finishes', () => {
      demand(how !== 'signal SIGTERM', say('ended-at-once'), say('nobody-listens'));
      verify(say('parcels'), { expected: begun(program.output), received: packed, usually: say('still-being-packed') });
      verify(say('what-is-in-them'), {
        expected: packed,
        received: parcels.map(({ value }) => value?.split(' ').at(-1)),
      });
    });
    await prove('begins-no-other', () =>
      demand(packed.length < orders.length, say('packed-all', { count: orders.length }), say('after-the-batch')),
    );
    await prove('commits', async () => {
      const offset = await committed(lab, observer);
      demand(offset <= packed.length, say('lost', { packed: packed.length, offset }), say('returns-without-work'));
      verify(say('committed'), { expected: packed.length, received: offset, usually: say('not-committed') });
    });
    await prove('leaves', () => demandNoMembers(lab, observer));
    await prove('ends', () =>
      verify(say('how-it-ended'), { expected: 'exit code 0', received: how, usually: say('see-the-log') }),
    );
  },
);

test('stopped-idle', { proves: ['commits', 'leaves', 'ends'], ...patience }, async ({ lab, observer, prove }) => {
  await prepare(lab, observer);
  await using program = runProgram(import.meta.url, { lab });
  let offset = 0;
  const allDone = async () => {
    offset = await committed(lab, observer);
    return offset === orders.length;
  };
  await prove('commits', async () => {
    await eventually(allDone, {
      within: 15_000,
      describe: say('to-commit-all'),
      seen: () => say('so-far', { offset }),
      usually: say('nobody-commits'),
    });
  });
  program.signal('SIGTERM');
  let how = '';
  await prove('ends', async () => {
    ({ how } = await program.end(ending()));
  });
  await prove('leaves', () => demandNoMembers(lab, observer));
  await prove('ends', () =>
    verify(say('how-it-ended'), { expected: 'exit code 0', received: how, usually: say('see-the-log') }),
  );
});

// The parcel at hand gets lost on its way twice: who does not wait for it hangs up before it has arrived.
test('parcel-lost', { proves: ['finishes'], ...patience }, async ({ lab, observer }) => {
  await prepare(lab, observer);
  await using tap = await wireTap(lab.connection);
  tap.fault({ on: 'Produce', key: 'order-3', times: 2, do: 'lose-request' });
  await using program = runProgram(import.meta.url, { lab: { ...lab, connection: tap.connection } });
  await program.waitForOutput(/packing order-3/, readiness());
  program.signal('SIGTERM');
  // Whether it ends is another requirement's.
  await program.end(ending()).catch(() => {});
  const packed = (await observer.records(`${lab.topic}-packed`)).map(({ key }) => key ?? '');
  const missing = begun(program.output).filter((order) => !packed.includes(order));
  demand(missing.length === 0, say('lost-on-the-way', { missing: missing.join(', ') }), say('still-being-packed'));
});
