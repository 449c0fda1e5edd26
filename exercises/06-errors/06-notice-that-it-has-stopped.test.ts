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
  type Program,
  type SuiteContext,
  type WireTap,
} from '#testkit';

// Starting a process takes its time where a machine is busy.
const patience = { timeout: 60_000 };
/** Milliseconds: what the task allows for the end, and what is added for a busy machine. */
const limits = { end: 5_000, givesUp: 10_000, busy: 2_500 };

const order = (id: string) => ({ value: JSON.stringify({ id }) });

interface Running {
  readonly tap: WireTap;
  readonly program: Program;
}

/** Starts the program, and calls back when it has packed its first order. */
async function whileItRuns({ lab, observer }: SuiteContext, block: (running: Running) => Promise<void>): Promise<void> {
  await observer.createTopic(lab.topic);
  await observer.produce(lab.topic, [order('order-1')]);
  await using tap = await wireTap(lab.connection);
  await using program = runProgram(import.meta.url, { lab: { ...lab, connection: tap.connection }, within: 50_000 });
  await program.waitForOutput(/packed order-1\b/, { within: 15_000, usually: say('from-its-beginning') });
  await block({ tap, program });
}

/** How the program ended after something has stopped its consumer: not by code 0, and in time. */
async function demandEnded(program: Program, most = limits.end): Promise<void> {
  const { code, how } = await program.end({ within: most + limits.busy, usually: say('waits-on') });
  demand(code !== 0, say('as-if-well'), say('which-code'));
  demand(code !== null, say('killed', { how }));
}

/** Who has ended already cannot be told to end. */
async function demandThere(program: Program): Promise<void> {
  const hasEnded = await program.end({ within: 500 }).then(
    () => true,
    () => false,
  );
  demand(!hasEnded, say('gone'), say('ended-early'));
}

async function demandLeft(lab: Lab, observer: Observer): Promise<void> {
  const { members } = await observer.group(lab.groupId);
  demand(members.length === 0, say('still-a-member', { count: members.length }), say('not-disconnected'));
}

const fallen = (tap: WireTap, count: number) =>
  eventually(() => tap.faults.length >= count, {
    within: 10_000,
    describe: say('to-fetch'),
    seen: () => say('refused', { count: tap.faults.length }),
    usually: say('reads-nothing'),
  });

test('unreadable', { proves: ['ends', 'leaves', 'commits'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await whileItRuns(suite, async ({ program }) => {
    await observer.produce(lab.topic, [order('order-2'), { value: 'no JSON' }, order('order-4')]);
    await prove('ends', () => demandEnded(program));
    await prove('leaves', () => demandLeft(lab, observer));
    await prove('commits', async () => {
      const { 0: offset = 0 } = await observer.committed(lab.groupId, lab.topic);
      verify(say('committed'), { expected: 2, received: offset, usually: say('what-is-done') });
    });
  });
});

test('not-authorised', { proves: ['ends', 'leaves'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await whileItRuns(suite, async ({ tap, program }) => {
    tap.fault({ on: 'Fetch', do: 'refuse', with: 'TOPIC_AUTHORIZATION_FAILED', times: Infinity });
    await fallen(tap, 1);
    await prove('ends', () => demandEnded(program));
    await prove('leaves', () => demandLeft(lab, observer));
  });
});

test('stays-away', { proves: ['gives-up'], ...patience }, async (suite) => {
  await whileItRuns(suite, async ({ tap, program }) => {
    tap.goAway();
    await demandEnded(program, limits.givesUp);
  });
});

test('passes', { proves: ['rides-out', 'stops', 'leaves', 'commits'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await whileItRuns(suite, async ({ tap, program }) => {
    tap.fault({ on: 'Fetch', do: 'refuse', with: 'NOT_LEADER_OR_FOLLOWER' });
    await fallen(tap, 1);
    await observer.produce(lab.topic, [order('order-2')]);
    let goesOn = false;
    await prove('rides-out', async () => {
      await program.waitForOutput(/packed order-2\b/, { within: 12_000, usually: say('ended-early') });
      tap.cut();
      await observer.produce(lab.topic, [order('order-3')]);
      await program.waitForOutput(/packed order-3\b/, { within: 12_000, usually: say('ended-early') });
      goesOn = true;
    });
    if (!goesOn) await demandThere(program);
    await eventually(async () => (await observer.group(lab.groupId)).state === 'Stable', {
      within: 10_000,
      describe: say('stable'),
    });
    program.signal('SIGTERM');
    await prove('stops', async () => {
      const { how } = await program.end({ within: limits.end + limits.busy });
      verify(say('how-it-ended'), { expected: 'exit code 0', received: how, usually: say('told-to-end') });
    });
    await prove('leaves', () => demandLeft(lab, observer));
    await prove('commits', async () => {
      const { 0: offset = 0 } = await observer.committed(lab.groupId, lab.topic);
      verify(say('committed'), { expected: 3, received: offset, usually: say('what-is-done') });
    });
  });
});
