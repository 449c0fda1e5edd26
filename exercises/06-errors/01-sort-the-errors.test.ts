import {
  allClosed,
  demand,
  eventually,
  say,
  settles,
  test,
  Unmet,
  verify,
  wireTap,
  type FaultOrder,
  type Lab,
  type Observer,
  type SuiteContext,
  type WireTap,
} from '#testkit';
import { sortTheErrors, type Outcome, type Sorter } from './01-sort-the-errors.ts';

const patience = { timeout: 90_000 };
/** Milliseconds: what the task allows, and what is added for a busy machine. */
const limits = { answer: 6_000, busy: 2_500 };

type Refusal = Extract<FaultOrder, { do: 'refuse'; with: unknown }>['with'];

interface Post {
  readonly lab: Lab;
  readonly observer: Observer;
  readonly tap: WireTap;
  readonly sorter: Sorter;
}

/** What `send` resolved to, or that it was late or threw. */
async function outcomeOf(
  { sorter, lab }: Post,
  key: string,
  letter: { topic?: string; value?: string } = {},
): Promise<string> {
  try {
    const sent = sorter.send({ topic: lab.topic, key, value: 'Grüße 茶', ...letter });
    return await settles(sent, { within: limits.answer + limits.busy, describe: key });
  } catch (error) {
    if (error instanceof Unmet) return 'late';
    return `threw ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** What becomes of a record that the broker answers so, each time. */
async function whileRefused(post: Post, error: Refusal) {
  const { tap, lab } = post;
  const before = tap.faults.length;
  const order = tap.fault({ on: 'Produce', topic: lab.topic, do: 'refuse', with: error, times: Infinity });
  const outcome = await outcomeOf(post, error);
  order.lift();
  return { outcome, wasSent: tap.faults.length > before };
}

const isLate = (outcome: string): boolean => outcome === 'late';
const hasThrown = (outcome: string): boolean => outcome.startsWith('threw');

function demandAnswer(outcome: string): void {
  demand(!isLate(outcome), say('late', { seconds: limits.answer / 1_000 }), say('tries-on'));
  demand(!hasThrown(outcome), say('threw', { odd: outcome }), say('not-caught'));
}

/** Where there is no outcome at all, the usual reason is not that it was sorted badly. */
function usuallyOf(outcome: string, expected: keyof typeof reasons): string {
  if (isLate(outcome)) return say('tries-on');
  return hasThrown(outcome) ? say('not-caught') : reasons[expected]();
}

async function open({ lab, observer }: SuiteContext, block: (post: Post) => Promise<void>): Promise<void> {
  await observer.createTopic(lab.topic, { config: { 'max.message.bytes': '20000' } });
  await using tap = await wireTap(lab.connection);
  const sorter = sortTheErrors({ ...lab, connection: tap.connection });
  await block({ lab, observer, tap, sorter });
  await settles(sorter.close(), { within: 15_000, describe: say('to-close') });
}

interface Case {
  readonly error: Refusal;
  readonly expected: Exclude<Outcome, 'stored'>;
}

async function proveAnswered({ prove }: SuiteContext, post: Post, { error, expected }: Case): Promise<void> {
  const { outcome, wasSent } = await whileRefused(post, error);
  await prove('in-time', () => demandAnswer(outcome));
  await prove(expected, () => {
    demand(wasSent, say('never-sent', { error, outcome }), say('decided-here'));
    verify(say('answer-to', { error }), { expected, received: outcome, usually: usuallyOf(outcome, expected) });
  });
}

const reasons = {
  retry: () => say('passes'),
  stop: () => say('a-person'),
  'set-aside': () => say('the-record'),
};

/** What does not stand in the way of the next record. */
const passing: readonly Case[] = [
  { error: 'NOT_LEADER_OR_FOLLOWER', expected: 'retry' },
  { error: 'NOT_ENOUGH_REPLICAS', expected: 'retry' },
  { error: 'INVALID_RECORD', expected: 'set-aside' },
];

const proves = ['stored', 'retry', 'set-aside', 'in-time', 'closes'];

test('refused', { proves, ...patience }, async (suite) => {
  const { prove } = suite;
  await open(suite, async (post) => {
    await prove('stored', async () => {
      verify(say('outcome'), { expected: 'stored', received: await outcomeOf(post, 'first') });
      const records = await post.observer.records(post.lab.topic);
      const received = records.map(({ key, value }) => [key, value]);
      verify(say('records'), { expected: [['first', 'Grüße 茶']], received });
    });
    for (const each of passing) {
      await proveAnswered(suite, post, each);
      const next = await outcomeOf(post, `after ${each.error}`);
      await prove('stored', () =>
        verify(say('after', { error: each.error }), { expected: 'stored', received: next, usually: say('kept') }),
      );
    }
    await prove('set-aside', async () => {
      const received = await outcomeOf(post, 'large', { value: 'x1y2z3'.repeat(8_000) });
      const stored = (await post.observer.records(post.lab.topic)).some(({ key }) => key === 'large');
      verify(say('large'), { expected: stored ? 'stored' : 'set-aside', received, usually: say('the-record') });
    });
    await proveCloses(suite, post);
  });
});

async function proveCloses({ prove }: SuiteContext, { sorter, tap }: Post): Promise<void> {
  await prove('closes', async () => {
    await settles(sorter.close(), { within: 15_000, describe: say('to-close') });
    await allClosed(tap, {
      within: 2_000,
      describe: say('closed'),
    });
  });
}

test('forbidden', { proves: ['stop', 'in-time'], ...patience }, async (suite) => {
  for (const error of ['TOPIC_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED'] as const) {
    const lab = { ...suite.lab, topic: `${suite.lab.topic}-${error.toLowerCase()}` };
    await open({ ...suite, lab }, (post) => proveAnswered(suite, post, { error, expected: 'stop' }));
  }
});

test('away-and-missing', { proves: ['retry', 'stop', 'in-time', 'stored'], ...patience }, async (suite) => {
  const { prove } = suite;
  await open(suite, async (post) => {
    post.tap.goAway();
    const away = await outcomeOf(post, 'away');
    await prove('in-time', () => demandAnswer(away));
    await prove('retry', () =>
      verify(say('away'), { expected: 'retry', received: away, usually: usuallyOf(away, 'retry') }),
    );
    post.tap.comeBack();
    let again = '';
    await prove('stored', async () => {
      await eventually(async () => (again = await outcomeOf(post, 'again')) === 'stored', {
        within: 15_000,
        describe: say('again'),
        seen: () => again,
        usually: say('kept'),
      });
    });
    const missing = await outcomeOf(post, 'missing', { topic: `${post.lab.topic}-misspelt` });
    await prove('in-time', () => demandAnswer(missing));
    await prove('stop', () =>
      verify(say('missing'), { expected: 'stop', received: missing, usually: usuallyOf(missing, 'stop') }),
    );
  });
});
