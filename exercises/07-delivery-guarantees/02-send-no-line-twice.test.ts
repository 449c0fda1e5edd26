import {
  demand,
  eventually,
  Machine,
  missed,
  say,
  test,
  verify,
  type FallenFault,
  type Lab,
  type Observer,
  type SuiteContext,
} from '#testkit';

// Starting a process takes its time where a machine is busy.
const patience = { timeout: 120_000 };

/** Two of them are equal and meant, and one is empty. */
const lines = ['Tee', 'Kaffee', 'Kaffee', '', '円 3,50', 'Tee', 'Brot', 'Öl', 'Salz'];

const linesIn = async (observer: Observer, { topic }: Lab): Promise<(string | null)[]> =>
  (await observer.records(topic)).map(({ value }) => value);

/** All that was ever stored, whether it counts or not. */
const storedIn = async (observer: Observer, { topic }: Lab): Promise<number> =>
  (await observer.records(topic, { isolation: 'uncommitted' })).length;

async function build({ lab, observer }: SuiteContext): Promise<Machine> {
  await observer.createTopic(lab.topic);
  return Machine.build(import.meta.url, { lab, args: [lines] });
}

const toSend = () => ({ within: 15_000, describe: say('to-send'), usually: say('nothing-sent') });
const toCommit = () => ({ within: 15_000, describe: say('to-commit'), usually: say('neither') });

/** The transactions in the log are decided: what was committed before the machine died counts now. */
async function untilDecided({ lab, observer }: SuiteContext): Promise<void> {
  const isDecided = async () => {
    const all = await observer.records(lab.topic, { isolation: 'uncommitted' });
    return all.filter(({ aborted }) => !aborted).length === (await linesIn(observer, lab)).length;
  };
  await eventually(isDecided, { within: 10_000, describe: say('to-commit'), usually: say('neither') });
}

/** Starts the program again until it ends well or all lines count, as whoever watches it would do. */
async function goOn({ lab, observer }: SuiteContext, machine: Machine): Promise<void> {
  const areThere = async () => (await linesIn(observer, lab)).length >= lines.length;
  for (let starts = 0; starts < 4; starts += 1) {
    await eventually(async () => machine.ended !== undefined || areThere(), {
      within: 20_000,
      describe: say('all-to-count'),
      seen: () => say('runs'),
      usually: say('who-waits'),
    });
    if (machine.ended === undefined || machine.ended.code === 0) return;
    lab.log(say('log-ended', { how: machine.ended.how }));
    machine.start();
  }
}

async function demandEachOnce({ lab, observer }: SuiteContext, usually: string): Promise<void> {
  verify(say('lines'), { expected: lines, received: await linesIn(observer, lab), usually });
}

async function logWhatIsThere({ lab, observer }: SuiteContext): Promise<void> {
  const [stored, counting] = [await storedIn(observer, lab), (await linesIn(observer, lab)).length];
  lab.log(say('log', { stored, counting }));
}

test('killed', { proves: ['each-once', 'ends'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await using machine = await build(suite);
  await prove('each-once', async () => {
    machine.start();
    const sent = await machine.diesAt({ on: 'Produce', do: 'lose-answer' }, toSend());
    demand(sent, say('never-sent', { how: machine.ended?.how ?? '' }));
    await logWhatIsThere(suite);
    machine.start();
    // Who commits nothing goes through.
    if (await machine.diesAt({ on: 'EndTxn', do: 'lose-answer' }, toCommit())) await untilDecided(suite);
    await logWhatIsThere(suite);
    await goOn(suite, machine);
  });
  await prove('ends', () => demandEnd(machine));
  await prove('each-once', () => demandEachOnce(suite, say('what-it-knew')));
  await prove('ends', async () => {
    const stored = await storedIn(observer, lab);
    machine.start();
    await demandEnd(machine);
    verify(say('once-more'), {
      expected: stored,
      received: await storedIn(observer, lab),
      usually: say('done-is-done'),
    });
  });
});

async function demandEnd(machine: Machine): Promise<void> {
  await eventually(() => machine.ended, { within: 15_000, describe: say('to-end'), usually: say('still-connected') });
  verify(say('how'), { expected: 'exit code 0', received: machine.ended?.how });
}

test('not-heard', { proves: ['not-heard'], ...patience }, async (suite) => {
  await using machine = await build(suite);
  machine.start();
  const sent = await machine.meets({ on: 'Produce', do: 'lose-answer' }, toSend());
  demand(sent, say('never-sent', { how: machine.ended?.how ?? '' }));
  await machine.meets({ on: 'EndTxn', do: 'lose-answer' }, toCommit());
  await goOn(suite, machine);
  await demandEachOnce(suite, say('guessed'));
});

/** Lets what was held first go on to the broker, and waits until it has been there. */
async function letItCome(machine: Machine, late: FallenFault | undefined): Promise<void> {
  machine.letGo();
  const isAnswered = () => late?.request?.roundTripMs !== undefined || late?.request?.produce?.acks === 0;
  await eventually(isAnswered, { within: 10_000, describe: say('late-answered') }).catch(() =>
    missed(say('late-answered')),
  );
}

/** The machine dies with its first records at the door: they come when the next program sends its own. */
async function sendsLate(machine: Machine): Promise<void> {
  machine.start();
  const sent = await machine.diesAt({ on: 'Produce', do: 'hold' }, toSend());
  demand(sent, say('never-sent', { how: machine.ended?.how ?? '' }));
  machine.start();
  await machine.meets({ on: 'Produce', do: 'hold' }, toSend());
  await letItCome(machine, machine.tap.faults[0]);
}

test('late', { proves: ['comes-late'], ...patience }, async (suite) => {
  await using machine = await build(suite);
  await sendsLate(machine);
  // The next one dies as well, with a commit at the door: it comes when another one takes over.
  const dies = machine.diesAt({ on: 'EndTxn', do: 'hold' }, toCommit());
  machine.letGo();
  if (await dies) {
    const commit = machine.tap.faults.at(-1);
    machine.start();
    await machine.meets({ on: 'InitProducerId', transactional: true, do: 'hold' }, toSend());
    await letItCome(machine, commit);
    machine.letGo();
  }
  await logWhatIsThere(suite);
  await goOn(suite, machine);
  await demandEachOnce(suite, say('looked-too-early'));
});
