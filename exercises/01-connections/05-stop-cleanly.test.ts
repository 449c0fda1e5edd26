import {
  deadAddress,
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
} from '#testkit';

const taken = (output: string): string[] => [...output.matchAll(/took (order-\d+)/g)].map(([, order = '']) => order);

// Starting a process takes its time where a machine is busy.
const patience = { timeout: 40_000 };

const second = (program: Program) =>
  program.waitForOutput(/took order-2/, { within: 12_000, usually: say('orders-not-taken') });

async function endsWithZero(program: Program): Promise<void> {
  const { how } = await program.end({ within: 6_000, usually: say('kept-alive') });
  demand(how !== 'signal SIGTERM', say('killed'), say('nobody-listens'));
  verify(say('how-it-ended'), { expected: 'exit code 0', received: how, usually: say('on-the-way-out') });
}

interface Shop {
  readonly lab: Lab;
  readonly observer: Observer;
}

/** That each order which was taken stands in the topic with its parcel. */
async function allWritten(program: Program, { lab, observer }: Shop): Promise<void> {
  const expected = taken(program.output).map((order) => [order, `a parcel for ${order}`]);
  const received = (await observer.records(lab.topic)).map(({ key, value }) => [key, value]);
  const keys = received.map(([key]) => key);
  const isLost = expected.some(([order]) => !keys.includes(order ?? ''));
  verify(say('written'), { expected, received, usually: isLost ? say('order-lost') : say('key-and-parcel') });
}

async function tellsFailure(program: Program, lost: () => Promise<string[]>): Promise<void> {
  const { how } = await program.end({ within: 6_000, usually: say('goes-on') });
  if (how !== 'exit code 0') return;
  const orders = await lost();
  demand(orders.length === 0, say('said-zero', { orders: orders.join(', ') }), say('forgotten'));
}

async function lostOf(program: Program, { lab, observer }: Shop): Promise<string[]> {
  const arrived = new Set((await observer.records(lab.topic)).map(({ key }) => key));
  return taken(program.output).filter((order) => !arrived.has(order));
}

test('order-at-hand', { proves: ['ends', 'finishes'], ...patience }, async ({ lab, observer, prove }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  tap.delayAnswers(200); // as from far away: who does not wait for the connection has none for the first order
  await using program = runProgram(import.meta.url, { lab: { ...lab, connection: tap.connection } });
  await second(program);
  program.signal('SIGTERM');
  await prove('ends', () => endsWithZero(program));
  await prove('finishes', () => allWritten(program, { lab, observer }));
});

test('takes-no-more', { proves: ['ends', 'finishes'], ...patience }, async ({ lab, observer, prove }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  await using program = runProgram(import.meta.url, { lab: { ...lab, connection: tap.connection } });
  await second(program);
  // The signal comes while a send waits for its answer, so that no other order is being taken.
  tap.delayAnswers(600);
  const sent = tap.count('Produce');
  await eventually(() => tap.count('Produce') > sent, { within: 8_000, describe: say('sent') });
  const before = taken(program.output);
  program.signal('SIGTERM');
  await prove('ends', async () => {
    await endsWithZero(program);
    const more = taken(program.output).slice(before.length);
    demand(more.length === 0, say('took-more', { more: more.join(', '), last: before.at(-1) }), say('looks-late'));
  });
  await prove('finishes', () => allWritten(program, { lab, observer }));
});

test('early-signal', { proves: ['ends'], ...patience }, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  tap.delayAnswers(1_000);
  await using program = runProgram(import.meta.url, { lab: { ...lab, connection: tap.connection } });
  await eventually(() => tap.connectionsOpened > 0, { within: 12_000, describe: say('connecting') });
  program.signal('SIGTERM');
  tap.delayAnswers(0);
  await endsWithZero(program);
});

test('no-broker', { proves: ['tells-failure'], ...patience }, async ({ lab }) => {
  const connection = { ...lab.connection, brokers: [deadAddress] };
  await using program = runProgram(import.meta.url, { lab: { ...lab, connection } });
  const { how } = await program.end({ within: 6_000, usually: say('waits-for-a-broker') });
  demand(how !== 'exit code 0', say('never-reached'), say('forgotten'));
});

test('broker-goes', { proves: ['tells-failure'], ...patience }, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  await using program = runProgram(import.meta.url, { lab: { ...lab, connection: tap.connection } });
  await second(program);
  tap.goAway();
  await tellsFailure(program, () => lostOf(program, { lab, observer }));
});

test('broker-goes-and-signal', { proves: ['tells-failure'], ...patience }, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  await using program = runProgram(import.meta.url, { lab: { ...lab, connection: tap.connection } });
  await second(program);
  tap.goAway();
  program.signal('SIGTERM');
  await tellsFailure(program, () => lostOf(program, { lab, observer }));
});
