import {
  demand,
  eventually,
  newLab,
  settles,
  test,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type ProducedBatch,
  type TappedRequest,
} from '#testkit';
import { makeItFair, type Times, type Topics } from './02-make-it-fair.ts';

const patience = { timeout: 60_000 };
/** How late each answer comes where the clocks are compared: a busy machine is not that slow. */
const lateMs = 800;
const readings = Array.from({ length: 400 }, (_, n) => `reading ${n + 1} of sensor ${n % 7}: ${'warm '.repeat(10)}`);

const ways = ['array', 'single'] as const;
type Way = (typeof ways)[number];
const called = { array: 'the array', single: 'the single sends' } as const;

interface Watched {
  readonly times: Times;
  /** How long the whole benchmark took, in milliseconds. */
  readonly took: number;
  readonly requests: readonly TappedRequest[];
  readonly batches: Readonly<Record<Way, readonly ProducedBatch[]>>;
  /** Whether the client makes batches by itself: then one way of sending looks like the other. */
  readonly gathers: boolean;
}

async function createTopics(lab: Lab, observer: Observer): Promise<Topics> {
  const topics = { array: lab.topic, single: newLab(lab.signal).topic };
  for (const topic of Object.values(topics)) await observer.createTopic(topic);
  return topics;
}

/** Runs the benchmark on a tap of its own, and keeps what arrived at the broker's door. */
async function watch(
  lab: Lab,
  topics: Topics,
  { some, delayMs = 0 }: { some: readonly string[]; delayMs?: number },
): Promise<Watched> {
  await using tap = await wireTap(lab.connection);
  tap.delayAnswers(delayMs);
  const began = performance.now();
  const times = await settles(makeItFair({ ...lab, connection: tap.connection }, topics, some), {
    within: 25_000,
    describe: 'makeItFair to return',
    usually: 'something is awaited that never happens',
  });
  const took = performance.now() - began;
  const arrived = (way: Way) =>
    eventually(() => tap.batchesTo(topics[way]).length > 0 && tap.batchesTo(topics[way]), {
      describe: `a batch of ${called[way]} to arrive`,
      usually: 'each way of sending has a topic of its own',
    });
  const batches = { array: await arrived('array'), single: await arrived('single') };
  // kafkajs, which sends what one send() is given, does not introduce itself.
  const gathers = tap.connections.some(({ software }) => software !== undefined);
  tap.delayAnswers(0);
  await eventually(() => tap.openConnections() === 0, {
    within: 3_000,
    describe: 'the connections to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'a producer is not disconnected in the end',
  });
  return { times, took, batches, requests: [...tap.requests], gathers };
}

function demandBothWays({ batches: { array, single }, gathers }: Watched): void {
  if (gathers) return;
  const usually = 'everything has to be the same for both, but the way of sending: that is what is compared';
  const largest = Math.max(...single.map(({ records }) => records));
  demand(largest === 1, `A batch of the single sends held ${largest} readings.`, usually);
  demand(
    array.length * 10 <= single.length,
    `The array arrived as ${array.length} batches, the single sends as ${single.length}.`,
    usually,
  );
}

test('writes the same both ways, as an array and one by one', patience, async ({ lab, observer }) => {
  const topics = await createTopics(lab, observer);
  const watched = await watch(lab, topics, { some: readings });
  const { times } = watched;
  lab.log(`400 readings: the array took ${times.array.toFixed(1)} ms, the single sends ${times.single.toFixed(1)} ms`);
  const counts = { array: 0, single: 0 };
  for (const way of ways) {
    const values = (await observer.records(topics[way])).map(({ value }) => value);
    const missing = readings.filter((reading) => !values.includes(reading));
    demand(
      missing.length === 0,
      `${missing.length} of the ${readings.length} readings are not among the ` +
        `${values.length} records of ${called[way]}.`,
      'each way has to write what it was given: count its records, and look at their values',
    );
    counts[way] = values.length;
  }
  verify(`the number of records of the single sends, where the array wrote ${counts.array}`, {
    expected: counts.array,
    received: counts.single,
    usually: 'who writes less is done earlier',
  });
  demandBothWays(watched);
});

const acksOf = (batches: readonly ProducedBatch[]): number[] =>
  [...new Set(batches.flatMap(({ request }) => request.produce?.acks ?? []))].toSorted((a, b) => a - b);

const codecsOf = (batches: readonly ProducedBatch[]): string[] =>
  [...new Set(batches.map(({ codec }) => codec))].toSorted();

test('asks the same of the broker both ways', patience, async ({ lab, observer }) => {
  const { batches } = await watch(lab, await createTopics(lab, observer), { some: readings });
  verify('the acks of the single sends, which are to be those of the array', {
    expected: acksOf(batches.array),
    received: acksOf(batches.single),
    usually: 'who asks for less has less to wait for',
  });
  demand(
    !acksOf(batches.array).includes(0),
    'Both ways ask for acks 0: the broker confirms nothing.',
    'the clock then stops when the readings have left the program, wherever they are',
  );
  verify('the codecs of the single sends, which are to be those of the array', {
    expected: codecsOf(batches.array),
    received: codecsOf(batches.single),
    usually: 'who compresses has more to compute and less to send',
  });
});

/** The batches that held the last `count` records; before them there may have been a warm-up. */
function lastBatches(batches: readonly ProducedBatch[], count: number): ProducedBatch[] {
  const last: ProducedBatch[] = [];
  let records = 0;
  for (const batch of batches.toReversed()) {
    if (records >= count) break;
    last.push(batch);
    records += batch.records;
  }
  return last;
}

/** From when the first of these was sent until the last of their answers left, in milliseconds since 1970. */
function underWay(batches: readonly ProducedBatch[]): { from: number; to: number } {
  return {
    from: Math.min(...batches.map(({ request }) => request.at)),
    to: Math.max(...batches.map(({ request }) => request.at + (request.roundTripMs ?? -lateMs))) + lateMs,
  };
}

test('lets both clocks count the same', { ...patience, meta: { points: 2 } }, async ({ lab, observer }) => {
  const some = readings.slice(0, 12);
  const watched = await watch(lab, await createTopics(lab, observer), { some, delayMs: lateMs });
  const asked: Record<Way, readonly string[]> = { array: [], single: [] };
  for (const way of ways) {
    const last = lastBatches(watched.batches[way], some.length);
    const { from, to } = underWay(last);
    const span = Math.round(Math.max(...last.map(({ request }) => request.at)) - from);
    demand(
      span < 6 * lateMs,
      `Every answer came ${lateMs} ms late, and the last reading of ${called[way]} was sent ${span} ms ` +
        `after the first.`,
      'all are to be sent at once; who waits in between compares another way of sending',
    );
    const ms = watched.times[way];
    demand(
      ms <= watched.took,
      `The clock of ${called[way]} ran ${Math.round(ms)} ms, and the whole benchmark took ${Math.round(watched.took)} ms.`,
      'a time is the difference between two looks at the clock',
    );
    demand(
      ms > to - from - 50,
      `The readings of ${called[way]} were under way for ${Math.round(to - from)} ms, ` +
        `and the clock ran ${Math.round(ms)} ms.`,
      'it starts after the first send, or stops before the broker has confirmed the last one',
    );
    // The clock has stopped after that answer, so it has started after this, also on a busy machine.
    const started = to - ms;
    const before = watched.requests.filter(({ at, api }) => at >= started && at < from && api !== 'Produce');
    asked[way] = [...new Set(before.map(({ api }) => api))].toSorted();
  }
  verify('the requests before the first reading that the clock of the single sends counted', {
    expected: asked.array,
    received: asked.single,
    usually: 'one clock runs already while something else has to be done before anything can be sent',
  });
});
