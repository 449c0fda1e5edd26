import {
  deadAddress,
  demand,
  eventually,
  say,
  settles,
  silentServer,
  test,
  isQuiet,
  unknownAddress,
  verify,
  wireTap,
} from '#testkit';
import type { LabConnection, SuiteContext } from '#testkit';
import { failWell, type Reason, type Verdict } from './03-fail-well.ts';

// A verdict that comes late has time to come: that it is late is one mistake, what it says another.
const patience = { timeout: 30_000 };

type Requirement = 'answers' | 'nobody-listens' | 'unknown-name' | 'no-answer' | 'not-allowed';

interface Case {
  readonly connection: LabConnection;
  readonly withinMs: number;
  readonly field: string;
  readonly expected: Verdict;
  readonly usually: string;
  /** Looked at before the verdict is. */
  readonly before?: () => void;
  /** Connections that are open. */
  readonly open?: () => number;
}

async function examine(prove: SuiteContext['prove'], requirement: Requirement, given: Case) {
  const { connection, withinMs, field, expected, usually } = given;
  const started = performance.now();
  let returned: number | undefined;
  await prove(requirement, async () => {
    const answer = failWell(connection, withinMs);
    const received = await settles(answer, {
      within: 12_000,
      describe: say('verdict', { withinMs }),
      usually: say('late'),
    });
    returned = performance.now();
    given.before?.();
    verify(field, { expected, received, usually });
  });
  await prove('ends-well', async () => {
    demand(returned !== undefined, say('never-returned'));
    const took = Math.round(returned - started);
    // A second more than was asked for: a busy machine is not the learner's fault.
    demand(took <= withinMs + 1_000, say('too-late', { took, withinMs }), say('late'));
    const { open = () => 0 } = given;
    demand(await isQuiet(open), say('left-open', { count: open() }), say('not-hung-up'));
  });
}

const failure = (reason: Reason, tryAgain: boolean): Verdict => ({ ok: false, reason, tryAgain });

test('works', { proves: ['answers', 'ends-well'], ...patience }, async ({ lab, prove }) => {
  await using tap = await wireTap(lab.connection);
  tap.delayAnswers(200); // as from far away
  await examine(prove, 'answers', {
    connection: tap.connection,
    withinMs: 4_000,
    field: say('works'),
    expected: { ok: true },
    usually: say('far-away'),
    before: () => tap.delayAnswers(0),
    open: () => tap.openConnections(),
  });
});

test('nobody-listens', { proves: ['nobody-listens', 'ends-well'], ...patience }, async ({ lab, prove }) => {
  await examine(prove, 'nobody-listens', {
    connection: { ...lab.connection, brokers: [deadAddress] },
    withinMs: 4_000,
    field: say('nobody-listens'),
    expected: failure('nobody-listens', true),
    usually: say('behind-the-error'),
  });
});

test('unknown-name', { proves: ['unknown-name', 'ends-well'], ...patience }, async ({ lab, prove }) => {
  await examine(prove, 'unknown-name', {
    connection: { ...lab.connection, brokers: [unknownAddress] },
    withinMs: 1_000,
    field: say('unknown-name'),
    expected: failure('unknown-name', false),
    usually: say('tomorrow'),
  });
});

test('no-answer', { proves: ['no-answer', 'ends-well'], ...patience }, async ({ lab, prove }) => {
  await using silent = await silentServer();
  await examine(prove, 'no-answer', {
    connection: { ...lab.connection, brokers: [silent.address] },
    withinMs: 2_000,
    field: say('silent'),
    expected: failure('no-answer', true),
    usually: say('no-proof'),
    open: () => silent.openConnections(),
  });
});

test('not-allowed', { proves: ['not-allowed', 'ends-well'], ...patience }, async ({ lab, prove }) => {
  await using tap = await wireTap(lab.connection);
  const sasl = { mechanism: 'plain' as const, username: 'workbook', password: 'wrong' };
  await examine(prove, 'not-allowed', {
    connection: { ...tap.connection, sasl },
    withinMs: 1_000,
    field: say('not-allowed'),
    expected: failure('not-allowed', false),
    usually: say('broker-did-answer'),
    before: () => {
      const attempts = tap.count('SaslHandshake');
      demand(attempts <= 5, say('tried-over-and-over', { attempts }), say('not-worth-it'));
    },
    open: () => tap.openConnections(),
  });
});

test('comes-back', { proves: ['answers', 'ends-well'], ...patience }, async ({ lab, prove }) => {
  await using tap = await wireTap(lab.connection);
  tap.goAway();
  // The 150 ms count from the first attempt: on a busy machine the broker would be back before anybody has knocked.
  const knocked = eventually(() => tap.refused > 0, { within: 4_000, describe: say('attempt') });
  const back = knocked.then(() => setTimeout(() => tap.comeBack(), 150));
  back.catch(() => {});
  await examine(prove, 'answers', {
    connection: tap.connection,
    withinMs: 4_000,
    field: say('comes-back'),
    expected: { ok: true },
    usually: say('first-for-last'),
    open: () => tap.openConnections(),
  });
});
