import {
  demand,
  eventually,
  isQuiet,
  newLab,
  say,
  settles,
  test,
  verify,
  wireTap,
  type Lab,
  type ObservedRecord,
  type Observer,
  type ProducedBatch,
  type TappedRequest,
} from '#testkit';
import { makeItFair, type Times, type Topics } from './02-make-it-fair.ts';

const patience = { timeout: 60_000 };
/** How late each answer comes where the clocks are compared: a busy machine is not that slow. */
const lateMs = 800;
const readings = Array.from({ length: 400 }, (_, n) => `reading ${n + 1} of sensor ${n % 7}: ${'warm Ä '.repeat(9)}`);

const ways = ['array', 'single'] as const;
type Way = (typeof ways)[number];
type Both<T> = Readonly<Record<Way, T>>;
const called = (way: Way): string => (way === 'array' ? say('the-array') : say('the-single-sends'));

interface Watched {
  readonly times: Times;
  /** How long the whole benchmark took, in milliseconds. */
  readonly took: number;
  readonly requests: readonly TappedRequest[];
  readonly batches: Both<readonly ProducedBatch[]>;
  /** Whether the client makes batches by itself: then one way of sending looks like the other. */
  readonly gathers: boolean;
  /** Connections that were open when it had returned. */
  readonly leftOpen: number;
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
    describe: say('to-return'),
    usually: say('never-happens'),
  });
  const took = performance.now() - began;
  const isAlone = await isQuiet(() => tap.openConnections());
  const leftOpen = isAlone ? 0 : tap.openConnections();
  const arrived = (way: Way) =>
    eventually(() => tap.batchesTo(topics[way]).length > 0 && tap.batchesTo(topics[way]), {
      describe: say('a-batch', { way: called(way) }),
      usually: say('own-topics'),
    });
  const batches = { array: await arrived('array'), single: await arrived('single') };
  // kafkajs, which sends what one send() is given, does not introduce itself.
  const gathers = tap.connections.some(({ software }) => software !== undefined);
  return { times, took, batches, requests: [...tap.requests], gathers, leftOpen };
}

const demandHungUp = (count: number, usually: string): void =>
  demand(count === 0, say('left-open', { count }), usually);

function demandBothWays({ batches: { array, single }, gathers }: Watched): void {
  if (gathers) return;
  const largest = Math.max(...single.map(({ records }) => records));
  demand(largest === 1, say('gathered', { largest }), say('two-ways'));
  const counts = { array: array.length, single: single.length };
  demand(array.length * 10 <= single.length, say('so-many-batches', counts), say('two-ways'));
}

/** What stands in a topic, when all of the readings are there. */
async function recordsOf(observer: Observer, topic: string, way: Way): Promise<ObservedRecord[]> {
  let [records, missing]: [ObservedRecord[], string[]] = [[], []];
  const complete = async (): Promise<boolean> => {
    records = await observer.records(topic);
    const values = new Set(records.map(({ value }) => value));
    missing = readings.filter((reading) => !values.has(reading));
    return missing.length === 0;
  };
  await eventually(complete, {
    within: 3_000,
    describe: say('all-readings', { all: readings.length, way: called(way) }),
    seen: () => say('missing', { count: missing.length, first: missing[0], records: records.length }),
    usually: say('count-them'),
  });
  return records;
}

const distinct = (items: readonly unknown[]): string[] => [...new Set(items.map(String))].toSorted();

/** What is the same for both, whatever it is: of the records that were measured, and of those before them. */
function traitsOf(records: readonly ObservedRecord[], batches: readonly ProducedBatch[]) {
  const last = records.slice(-readings.length);
  return {
    [say('trait-acks')]: distinct(batches.flatMap(({ request }) => request.produce?.acks ?? [])),
    [say('trait-codecs')]: distinct(batches.map(({ codec }) => codec)),
    [say('trait-records')]: records.length,
    [say('trait-readings')]: distinct(last.map(({ value }) => value)).length,
    [say('trait-keys')]: distinct(last.map(({ key }) => key)).length,
    [say('trait-with-key')]: last.filter(({ key }) => key !== null).length,
    [say('trait-headers')]: distinct(last.flatMap(({ headers }) => Object.keys(headers))),
    [say('trait-idempotent')]: batches.some(({ producer }) => producer !== undefined),
    [say('trait-transactions')]: batches.some(({ transactional }) => transactional),
  };
}

test('both-ways', { proves: ['writes', 'ways', 'same'], ...patience }, async ({ lab, observer, prove }) => {
  const topics = await createTopics(lab, observer);
  const watched = await watch(lab, topics, { some: readings });
  const { times, batches } = watched;
  lab.log(say('log', { array: times.array.toFixed(1), single: times.single.toFixed(1) }));
  const records: Record<Way, ObservedRecord[]> = { array: [], single: [] };
  await prove('writes', async () => {
    demandHungUp(watched.leftOpen, say('no-disconnect'));
    for (const way of ways) records[way] = await recordsOf(observer, topics[way], way);
  });
  await prove('ways', () => demandBothWays(watched));
  const isComplete = records.single.length > 0;
  if (!isComplete) for (const way of ways) records[way] = await observer.records(topics[way]);
  await prove('same', () => {
    const [expected, received] = [traitsOf(records.array, batches.array), traitsOf(records.single, batches.single)];
    for (const [trait, value] of Object.entries(expected)) {
      verify(say('same-trait', { trait }), { expected: value, received: received[trait], usually: say('two-ways') });
    }
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
function underWay(batches: readonly ProducedBatch[]): { from: number; to: number; span: number } {
  const sentAt = batches.map(({ request }) => request.at);
  const from = Math.min(...sentAt);
  const to = Math.max(...batches.map(({ request }) => request.at + (request.roundTripMs ?? -lateMs))) + lateMs;
  return { from, to, span: Math.round(Math.max(...sentAt) - from) };
}

/** What a clock counted beside the readings: requests before the first of them, and milliseconds. */
interface Beside {
  readonly asked: readonly string[];
  readonly ms: number;
}

function demandClock({ times, took, batches, requests }: Watched, way: Way, count: number): Beside {
  const { from, to } = underWay(lastBatches(batches[way], count));
  const ms = times[way];
  const values = { way: called(way), ms: Math.round(ms), took: Math.round(took), underWay: Math.round(to - from) };
  demand(
    !batches[way].some(({ request }) => request.produce?.acks === 0),
    say('acks-0', values),
    say('where-they-are'),
  );
  demand(ms <= took, say('longer-than-all', values), say('two-looks'));
  demand(ms > to - from - 50, say('shorter', values), say('starts-late'));
  // The clock has stopped after that answer, so it has started after this, also on a busy machine.
  const started = to - ms;
  const before = requests.filter(({ at, api }) => at >= started && at < from && api !== 'Produce');
  return { asked: [...new Set(before.map(({ api }) => api))].toSorted(), ms: ms - (to - from) };
}

test('clocks', { proves: ['ways', 'clock'], ...patience }, async ({ lab, observer, prove }) => {
  const some = readings.slice(0, 12);
  const watched = await watch(lab, await createTopics(lab, observer), { some, delayMs: lateMs });
  await prove('ways', () => {
    for (const way of ways) {
      const { span } = underWay(lastBatches(watched.batches[way], some.length));
      demand(span < 6 * lateMs, say('one-by-one', { way: called(way), lateMs, span }), say('all-at-once'));
    }
  });
  await prove('clock', () => {
    const beside = {
      array: demandClock(watched, 'array', some.length),
      single: demandClock(watched, 'single', some.length),
    };
    const { array, single } = beside;
    verify(say('asked-before'), { expected: array.asked, received: single.asked, usually: say('runs-already') });
    // Half of an answer's delay is more than a busy machine makes of it.
    const values = { array: Math.round(array.ms), single: Math.round(single.ms) };
    demand(Math.abs(array.ms - single.ms) < lateMs / 2, say('counts-more', values), say('what-else'));
  });
});

test('refused', { proves: ['clock', 'writes'], ...patience }, async ({ lab, observer, prove }) => {
  const topics = await createTopics(lab, observer);
  await using tap = await wireTap(lab.connection);
  const refusal = { on: 'Produce', topic: topics.single, times: Infinity } as const;
  tap.fault({ ...refusal, do: 'refuse', with: 'TOPIC_AUTHORIZATION_FAILED' });
  const benchmark = makeItFair({ ...lab, connection: tap.connection }, topics, readings.slice(0, 12));
  const outcome = benchmark.then(
    () => 'returned',
    () => 'threw',
  );
  const became = await settles(outcome, { within: 25_000, describe: say('to-end'), usually: say('never-happens') });
  const isAlone = await isQuiet(() => tap.openConnections());
  await prove('clock', () => demand(became === 'threw', say('refused-and-returned'), say('no-time')));
  await prove('writes', () => demandHungUp(isAlone ? 0 : tap.openConnections(), say('only-where-well')));
});
