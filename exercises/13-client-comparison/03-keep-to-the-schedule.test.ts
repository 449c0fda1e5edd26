import {
  allClosed,
  demand,
  eventually,
  isQuiet,
  say,
  settles,
  standStill,
  test,
  turn,
  Unmet,
  verify,
  wireTap,
  type Lab,
  type ProducedBatch,
  type SuiteContext,
  type TappedRequest,
  type WireTap,
} from '#testkit';
import { keepToTheSchedule, type Load } from './03-keep-to-the-schedule.ts';

// What a busy machine does to a schedule is not the learner's fault. So nothing here has to be quick: each time is held
// against one that no right answer can fall short of, however slow the machine is.
const patience = { timeout: 60_000 };
/** How late each answer comes where the broker is slow. */
const lateMs = 1_000;

const run = (lab: Lab, load: Load): Promise<number[]> =>
  settles(keepToTheSchedule(lab, load), { within: 40_000, describe: say('to-return'), usually: say('never-happens') });

/** Something for every record that arrived at the broker's door, in the order of arrival. */
const each = <T>(batches: readonly ProducedBatch[], read: (request: TappedRequest) => T): T[] =>
  batches.flatMap((batch) => Array.from({ length: batch.records }, () => read(batch.request)));

/** When each record arrived, in milliseconds since 1970. */
const arrivals = (tap: WireTap, topic: string): number[] => each(tap.batchesTo(topic), ({ at }) => at);

/** When record `n` is due, in milliseconds after the start. */
const dueAfter = (n: number, { perSecond }: Load): number => (n * 1_000) / perSecond;

/** Waits until so many records have arrived: what disturbs the work begins then. */
const underWay = (tap: WireTap, topic: string, count: number) =>
  eventually(() => arrivals(tap, topic).length >= count, {
    within: 15_000,
    describe: say('to-arrive', { count }),
    seen: () => say('of-them', { count: arrivals(tap, topic).length }),
  });

/** Holds each answer back for a second, from the first one on, until those for 50 records are held. */
async function answerLate(tap: WireTap, topic: string): Promise<void> {
  // With acks 0 there is no answer that could be held.
  const held = () =>
    tap.batchesTo(topic).filter(({ request }) => request.roundTripMs !== undefined || request.produce?.acks === 0);
  const count = () => each(held(), () => true).length;
  try {
    await eventually(() => count() >= 50, {
      within: 15_000,
      describe: say('fifty-to-arrive'),
      seen: () => say('of-them', { count: count() }),
      usually: say('waits-for-the-answer'),
    });
  } finally {
    tap.delayAnswers(0);
  }
}

async function demandAll({ lab, observer }: SuiteContext, { perSecond, seconds }: Load, latencies: readonly number[]) {
  const count = perSecond * seconds;
  verify(say('latencies'), { expected: count, received: latencies.length, usually: say('left-out') });
  demand(
    latencies.every((latency) => Number.isFinite(latency)),
    say('no-numbers'),
  );
  const values = (await observer.records(lab.topic)).map(({ value }) => value);
  const missing = Array.from({ length: count }, (_, n) => String(n)).filter((value) => !values.includes(value));
  demand(
    missing.length === 0,
    say('missing', { missing: missing.length, count, first: missing[0] }),
    say('its-number'),
  );
  verify(say('records'), { expected: count, received: values.length, usually: say('twice') });
}

const longerThan = (latencies: readonly number[], ms: number): number =>
  latencies.filter((latency) => latency >= ms).length;

/** The longest time, in milliseconds, in which the learner's process did not answer; it is asked every 50 ms. */
async function withTimer<T>(work: () => Promise<T>): Promise<{ result: T; silence: number }> {
  let silence = 0;
  let last = performance.now();
  const ring = (): void => {
    const now = performance.now();
    silence = Math.max(silence, now - last);
    last = now;
  };
  let isAsked = false;
  const ask = async (): Promise<void> => {
    if (isAsked) return;
    isAsked = true;
    await turn();
    isAsked = false;
    ring();
  };
  const timer = setInterval(() => void ask(), 50);
  try {
    const result = await work();
    ring();
    return { result, silence };
  } finally {
    clearInterval(timer);
  }
}

interface Measured {
  readonly latencies: readonly number[];
  readonly load: Load;
  readonly tap: WireTap;
  readonly topic: string;
}

/** Each record came when it was due, neither before nor a slot later. */
function demandSchedule({ latencies, load, tap, topic }: Measured, called: number): void {
  const last = latencies.length - 1;
  const due = dueAfter(last, load);
  const arrived = Math.max(...arrivals(tap, topic)) - performance.timeOrigin - called;
  demand(arrived >= due, say('too-early', { due, arrived: Math.round(arrived) }), say('nobody-waits'));
  // A record that a busy machine held up is late; not all of them are, unless the schedule is.
  const roundTrips = each(tap.batchesTo(topic), ({ roundTripMs = 0 }) => roundTripMs);
  const late = Math.min(...latencies.map((latency, n) => latency - (roundTrips[n] ?? 0)));
  const slot = dueAfter(1, load);
  demand(late < slot, say('all-late', { late: Math.round(late), slot }), say('first-is-0'));
}

async function demandHungUp(tap: WireTap): Promise<void> {
  const isAlone = await isQuiet(() => tap.openConnections());
  demand(isAlone, say('left-open', { count: tap.openConnections() }), say('no-disconnect'));
}

test('on-time', { proves: ['schedule', 'latency', 'confirmed'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  const load = { perSecond: 10, seconds: 2 };
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  const called = performance.now();
  const { result: latencies, silence } = await withTimer(() => run({ ...lab, connection: tap.connection }, load));
  const took = performance.now() - called;
  await prove('confirmed', async () => {
    await demandHungUp(tap);
    const isAsked = tap.requestsOf('Produce').every(({ produce }) => produce?.acks !== 0);
    demand(isAsked, say('acks-0'), say('who-says-so'));
  });
  await prove('schedule', async () => {
    await demandAll(suite, load, latencies);
    demand(silence < 1_500, say('silence', { ms: Math.round(silence) }), say('only-the-clock'));
    demandSchedule({ latencies, load, tap, topic: lab.topic }, called);
  });
  await prove('latency', () => {
    const due = dueAfter(latencies.length - 1, load);
    const last = latencies.at(-1) ?? 0;
    lab.log(say('log-on-time', { count: latencies.length, last: last.toFixed(1) }));
    const values = { due, took: Math.round(took), last: Math.round(last) };
    demand(last <= took - due, say('longer-than-all', values), say('when-due'));
  });
});

test('slow-broker', { proves: ['unmoved', 'latency', 'schedule'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  const load = { perSecond: 100, seconds: 2 };
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  tap.delayAnswers(lateMs);
  const result = run({ ...lab, connection: tap.connection }, load);
  result.catch(() => {}); // looked at where it is awaited
  await prove('unmoved', () => answerLate(tap, lab.topic));
  const latencies = await result;
  await prove('unmoved', () => demandAll(suite, load, latencies));
  const slow = longerThan(latencies, lateMs - 1);
  lab.log(say('log-slow', { slow }));
  await prove('latency', () => demand(slow >= 50, say('too-few-slow', { slow }), say('from-due-to-answer')));
  await prove('schedule', () => {
    const [connecting] = tap.requests;
    const [first] = tap.requestsOf('Produce');
    const start = (first?.at ?? 0) + (first?.roundTripMs ?? 0) + lateMs - (latencies[0] ?? 0);
    // Whoever has awaited connect() starts a second after its first question; half of that is for a busy machine.
    const waited = Math.round(start - (connecting?.at ?? 0));
    demand(waited >= lateMs / 2, say('not-connected', { waited, lateMs }), say('connect-first'));
  });
});

/** How many records arrived close behind another, as happens where everything overdue is sent at once. */
const closeBehind = (times: readonly number[]): number =>
  times.filter((time, n) => n > 0 && time - (times[n - 1] ?? 0) < 5).length;

/**
 * Of how many records the latency is shorter than the time from when they were due until the broker answered. The first
 * was due before it arrived; a tenth of a second is for whoever sends on several connections.
 */
function tooShort({ latencies, load, tap, topic }: Measured): number {
  const [start = 0] = arrivals(tap, topic);
  const answered = each(tap.batchesTo(topic), ({ at, roundTripMs = 0 }) => at + roundTripMs);
  return latencies.filter((latency, n) => latency + 100 < (answered[n] ?? 0) - start - dueAfter(n, load)).length;
}

test('standstill', { proves: ['unmoved', 'latency'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  const load = { perSecond: 100, seconds: 3 };
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  const disturb = async (): Promise<void> => {
    await underWay(tap, lab.topic, 10);
    await standStill(1_000);
  };
  const [latencies] = await Promise.all([run({ ...lab, connection: tap.connection }, load), disturb()]);
  const close = closeBehind(arrivals(tap, lab.topic));
  const slow = longerThan(latencies, 500);
  lab.log(say('log-standstill', { close, slow }));
  await prove('unmoved', async () => {
    await demandAll(suite, load, latencies);
    demand(close >= 40, say('too-few-close', { close }), say('from-the-one-before'));
  });
  await prove('latency', () => {
    const short = tooShort({ latencies, load, tap, topic: lab.topic });
    demand(short < 10, say('too-short', { short }), say('lateness'));
    demand(slow >= 48, say('too-few-late', { slow }), say('lateness'));
  });
});

test('refused', { proves: ['confirmed'], ...patience }, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  // So late that the last record is on its way when the first refusal is heard of.
  tap.delayAnswers(lateMs / 2);
  tap.fault({ on: 'Produce', topic: lab.topic, times: Infinity, do: 'refuse', with: 'TOPIC_AUTHORIZATION_FAILED' });
  const outcome = run({ ...lab, connection: tap.connection }, { perSecond: 500, seconds: 0.2 }).then(
    () => 'returned',
    (error: unknown) => {
      if (error instanceof Unmet) throw error;
      return 'threw';
    },
  );
  demand((await outcome) === 'threw', say('refused-and-returned'), say('who-says-so'));
  // The other sends are still under way when the first one fails, and their connection ends after them.
  await allClosed(tap, {
    within: 3_000,
    describe: say('to-be-closed'),
    usually: say('only-where-well'),
  });
});
