import {
  demand,
  eventually,
  settles,
  standStill,
  test,
  turn,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type ProducedBatch,
  type WireTap,
} from '#testkit';
import { keepToTheSchedule, type Load } from './03-keep-to-the-schedule.ts';

// What a busy machine does to a schedule is not the learner's fault. So nothing here has to be quick: each time is held
// against one that no right answer can fall short of, however slow the machine is.
const patience = { timeout: 60_000 };

const run = (lab: Lab, load: Load): Promise<number[]> =>
  settles(keepToTheSchedule(lab, load), {
    within: 40_000,
    describe: 'keepToTheSchedule to return',
    usually: 'something is awaited that never happens',
  });

/** Something for every record that arrived at the broker's door, in the order of arrival. */
const each = <T>(batches: readonly ProducedBatch[], read: (batch: ProducedBatch) => T): T[] =>
  batches.flatMap((batch) => Array.from({ length: batch.records }, () => read(batch)));

/** When each record arrived, in milliseconds since 1970. */
const arrivals = (tap: WireTap, topic: string): number[] => each(tap.batchesTo(topic), ({ request }) => request.at);

/** When the broker answered each record. */
const answers = (tap: WireTap, topic: string): number[] =>
  each(tap.batchesTo(topic), ({ request }) => request.at + (request.roundTripMs ?? 0));

/** When record `n` is due, in milliseconds after the start. */
const dueAfter = (n: number, { perSecond }: Load): number => (n * 1_000) / perSecond;

/** Waits until the work is under way: what disturbs it begins then. */
const underWay = (tap: WireTap, topic: string) =>
  eventually(() => arrivals(tap, topic).length >= 10, {
    within: 15_000,
    describe: '10 records to arrive',
    seen: () => `${arrivals(tap, topic).length} of them`,
  });

/** Holds each answer back for a second, from the first one on, until those for 50 records are held. */
async function answerLate(tap: WireTap, topic: string): Promise<void> {
  // With acks 0 there is no answer that could be held.
  const held = () =>
    tap.batchesTo(topic).filter(({ request }) => request.roundTripMs !== undefined || request.produce?.acks === 0);
  const count = () => each(held(), () => true).length;
  tap.delayAnswers(1_000);
  await eventually(() => count() >= 50, {
    within: 15_000,
    describe: '50 records to arrive while each answer of the broker comes a second late',
    seen: () => `${count()} of them`,
    usually: 'a record waits for the answer to the one before: so nobody asks just when the broker is slow',
  });
  tap.delayAnswers(0);
}

async function demandAll(lab: Lab, observer: Observer, { perSecond, seconds }: Load, latencies: readonly number[]) {
  const count = perSecond * seconds;
  verify('the number of latencies', {
    expected: count,
    received: latencies.length,
    usually: 'what is overdue is left out, or the last answers are not waited for',
  });
  demand(
    latencies.every((latency) => Number.isFinite(latency)),
    'Some of the latencies are not numbers.',
  );
  const values = (await observer.records(lab.topic)).map(({ value }) => value);
  const missing = Array.from({ length: count }, (_, n) => String(n)).filter((value) => !values.includes(value));
  demand(
    missing.length === 0,
    `${missing.length} of ${count} records are not in the topic, the first of them with the value ${missing[0]}.`,
    'the value of a record is its number, counted from 0; and what is overdue is sent too',
  );
  verify('the number of records', { expected: count, received: values.length, usually: 'some were sent twice' });
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

test('sends each record when it is due', { ...patience, meta: { points: 2 } }, async ({ lab, observer }) => {
  const load = { perSecond: 50, seconds: 2 };
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  const called = performance.now();
  const { result: latencies, silence } = await withTimer(() => run({ ...lab, connection: tap.connection }, load));
  const took = performance.now() - called;
  await demandAll(lab, observer, load, latencies);
  demand(
    silence < 1_500,
    `For ${Math.round(silence)} ms the program saw to nothing else.`,
    'a loop that only looks at the clock keeps the program from everything else: nothing is sent and no answer is seen',
  );
  const due = dueAfter(99, load);
  const arrived = Math.max(...arrivals(tap, lab.topic)) - performance.timeOrigin - called;
  demand(
    arrived >= due,
    `The last record was due ${due} ms after the start, and arrived ${Math.round(arrived)} ms after the call.`,
    'nobody waits until a record is due',
  );
  const last = latencies.at(-1) ?? 0;
  lab.log(`100 records in two seconds: the last one took ${last.toFixed(1)} ms`);
  demand(
    last <= took - due,
    `The last record was due ${due} ms after the start, and keepToTheSchedule returned ${Math.round(took)} ms after ` +
      `the call. The latency of that record is ${Math.round(last)} ms.`,
    'the time of a record begins when that record is due',
  );
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'disconnect() is missing, or is not in finally',
  });
});

test('goes on while the broker is slow', { ...patience, meta: { points: 2 } }, async ({ lab, observer }) => {
  const load = { perSecond: 100, seconds: 2 };
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  const late = answerLate(tap, lab.topic);
  const [latencies] = await Promise.all([run({ ...lab, connection: tap.connection }, load), late]);
  const slow = longerThan(latencies, 999);
  lab.log(`the broker answered 50 records or more a second late: ${slow} records took a second or more`);
  demand(
    slow >= 50,
    `50 records or more were answered a second late; ${slow} of the latencies are a second or more.`,
    'a latency ends with the confirmation of the broker, and begins when the record was due',
  );
  await demandAll(lab, observer, load, latencies);
});

const lateness =
  'a time that begins with the send leaves out how late the send was; and where each wait is counted from the record ' +
  'before, one delay makes all that come later late';

/** How many records arrived close behind another, as happens where everything overdue is sent at once. */
const closeBehind = (times: readonly number[]): number =>
  times.filter((time, n) => n > 0 && time - (times[n - 1] ?? 0) < 5).length;

/**
 * Of how many records the latency is shorter than the time from when they were due until the broker answered. The first
 * was due before it arrived; a tenth of a second is for whoever sends on several connections.
 */
function tooShort(latencies: readonly number[], { topic, tap, load }: { topic: string; tap: WireTap; load: Load }) {
  const [start = 0] = arrivals(tap, topic);
  const answered = answers(tap, topic);
  return latencies.filter((latency, n) => latency + 100 < (answered[n] ?? 0) - start - dueAfter(n, load)).length;
}

test('catches up after its own standstill', { ...patience, meta: { points: 2 } }, async ({ lab, observer }) => {
  const load = { perSecond: 100, seconds: 3 };
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  const disturb = async (): Promise<void> => {
    await underWay(tap, lab.topic);
    await standStill(1_000);
  };
  const [latencies] = await Promise.all([run({ ...lab, connection: tap.connection }, load), disturb()]);
  await demandAll(lab, observer, load, latencies);
  const close = closeBehind(arrivals(tap, lab.topic));
  const slow = longerThan(latencies, 500);
  lab.log(`the program stood still for a second: ${close} records in quick succession, ${slow} took 500 ms or more`);
  const short = tooShort(latencies, { topic: lab.topic, tap, load });
  demand(
    short < 10,
    `The program stood still for a second. The latencies of ${short} records are shorter than the time from when they ` +
      `were due until the broker answered.`,
    lateness,
  );
  demand(
    slow >= 48,
    `The program stood still for a second. 50 records were due in the first half of it, and could be sent ` +
      `after the other half; ${slow} of the latencies are 500 ms or more.`,
    lateness,
  );
  demand(
    close >= 40,
    `The program stood still for a second, and then 100 records were overdue. ${close} arrived close behind another.`,
    'each wait is counted from the record before, so that one delay makes all that come later late',
  );
});
