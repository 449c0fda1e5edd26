import { Kafka, logLevel } from 'kafkajs';
import { demand, newLab, say, settles, test, Unmet, verify, type Lab, type Observer } from '#testkit';
import { takeTurns, type Contestant, type Standing } from './04-take-turns.ts';

const patience = { timeout: 40_000 };

interface Entry {
  readonly name: string;
  /** Beside the others. */
  readonly speed: number;
  /** Which of its runs fail: 0 is the first one, to warm up. */
  readonly fails?: readonly number[];
  /** Which of its runs write nothing at all. */
  readonly stalls?: readonly number[];
}

const trio: readonly Entry[] = [
  { name: 'A', speed: 1 },
  { name: 'B', speed: 2 },
  { name: 'C', speed: 0.6 },
];

/** One run: `rate` is what it resolved with, undefined where it threw. */
interface Run {
  readonly entry: Entry;
  readonly rate: number | undefined;
}

/** What was found when takeTurns had returned. */
interface Race {
  readonly entries: readonly Entry[];
  readonly rounds: number;
  readonly standings: Standing[];
  /** In the order in which they began. */
  readonly runs: readonly Run[];
  /** Who began while another one was running; undefined where nobody did. */
  readonly beside: string | undefined;
}

// What happens to a machine within twenty minutes: it has other work now and then, and slows down as it grows warm.
const wobble = [1, 1.3, 0.8, 1.6, 0.9, 1.1, 0.5];

function rateOf({ name, speed }: Entry, run: number, turn: number): number {
  // A first run is slow, and not equally slow for all.
  if (run === 0) return 100 * speed ** 2;
  return 1_000 * speed * (wobble[(run + 2 * name.charCodeAt(0)) % wobble.length] ?? 1) * 0.95 ** turn;
}

type Note = (key: string, value: 'begins' | 'ends') => Promise<unknown>;

function enter(entry: Entry, runs: Run[], note: Note): Contestant {
  let count = 0;
  return {
    name: entry.name,
    async run() {
      const rate = entry.stalls?.includes(count) ? 0 : rateOf(entry, count, runs.length);
      const fails = entry.fails?.includes(count) ?? false;
      count += 1;
      runs.push({ entry, rate: fails ? undefined : rate });
      await note(entry.name, 'begins');
      await note(entry.name, 'ends');
      if (fails) throw new Error(say('lost-its-broker', { name: entry.name }));
      return rate;
    },
  };
}

/** Has the entries take turns, and reads from the log which of them ran, and when. */
async function race(lab: Lab, observer: Observer, entries: readonly Entry[], rounds: number): Promise<Race> {
  await observer.createTopic(lab.topic);
  const producer = new Kafka({ ...lab.connection, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const note: Note = (key, value) => producer.send({ topic: lab.topic, messages: [{ key, value }] });
  const runs: Run[] = [];
  const contestants = entries.map((entry) => enter(entry, runs, note));
  try {
    const standings = await settles(takeTurns(contestants, rounds), {
      within: 20_000,
      describe: say('to-return', { entries: entries.length, rounds }),
    }).catch(explainThrow);
    const log = await observer.records(lab.topic);
    const begun = log.filter(({ value }) => value === 'begins').map(({ key }) => key);
    const named = inRounds(begun, entries.length).map((names) => names.join(' '));
    lab.log(say('log', { rounds: named.join(' | ') }));
    demand(begun.length > 0, say('nobody-ran'));
    const beside = log.find(({ value }, at) => value === 'begins' && log[at - 1]?.value === 'begins')?.key ?? undefined;
    return { entries, rounds, standings, runs, beside };
  } finally {
    await producer.disconnect();
  }
}

/** What a learner reads where a run has thrown, and takeTurns as well. */
function explainThrow(error: unknown): never {
  const lost = say('lost-its-broker', { name: '' });
  if (!(error instanceof Error) || !error.message.includes(lost)) throw error;
  throw new Unmet(`${say('threw-as-well', { message: error.message })}\n${say('goes-on')}`);
}

/** Rounds of warm-up and race, by the order of the runs. */
const inRounds = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, round) => items.slice(round * size, (round + 1) * size));

/** Each has run as often as it was to, and once in every round. */
function verifyRuns({ entries, rounds, runs }: Race): void {
  for (const entry of entries) {
    verify(say('runs', { name: entry.name, rounds }), {
      expected: rounds + 1,
      received: runs.filter((run) => run.entry === entry).length,
      usually: say('once-in-each'),
    });
  }
  const isEach = inRounds(runs, entries.length).every(
    (round) => new Set(round.map(({ entry }) => entry)).size === entries.length,
  );
  demand(isEach, say('order', { order: runs.map(({ entry }) => entry.name).join(' ') }), say('one-of-each'));
}

const medianOf = (values: readonly number[]): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
};

const rateIn = (round: readonly Run[], entry: Entry): number | undefined =>
  round.find((run) => run.entry === entry)?.rate;

function ratiosOf(rounds: readonly Run[][], entry: Entry, first: Entry): number[] {
  const ratios = rounds.map((round) => (rateIn(round, entry) ?? NaN) / (rateIn(round, first) ?? NaN));
  return ratios.filter((ratio) => !Number.isNaN(ratio)).toSorted((a, b) => a - b);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What one gets who computes it otherwise. */
function mistakenFor(received: number | undefined, all: readonly Run[][], entry: Entry, first: Entry): string {
  const rounds = all.slice(1);
  const rates = (of: Entry) => rounds.flatMap((round) => rateIn(round, of) ?? []);
  const ratios = ratiosOf(rounds, entry, first);
  const otherwise: [string, number | undefined][] = [
    [say('sorted-as-text'), ratios.map(String).toSorted().map(Number)[(ratios.length - 1) / 2]],
    [say('nothing-left-out'), medianOf(ratios.filter(Boolean))],
    [say('medians-divided'), (medianOf(rates(entry)) ?? 0) / (medianOf(rates(first)) ?? 0)],
    [say('the-mean'), sum(ratios) / ratios.length],
    [say('warm-up-counted'), medianOf(ratiosOf(all, entry, first))],
    [say('turned-round'), medianOf(ratiosOf(rounds, first, entry))],
  ];
  const [reason] = otherwise.find(([, value]) => value !== undefined && rounded(value) === rounded(received)) ?? [];
  return reason ?? say('no-ratio-or-two');
}

const rounded = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value * 10_000) / 10_000;

type Which = 'all' | 'with-ratio' | 'without-ratio';

/** Compares what was returned with what the runs have resolved with. */
function verifyStandings({ standings, runs, entries }: Race, which: Which = 'all'): void {
  const names = { expected: entries.map(({ name }) => name), received: standings.map(({ name }) => name) };
  verify(say('names'), names);
  const all = inRounds(runs, entries.length);
  const [first = { name: '', speed: 0 }] = entries;
  const judged = entries.flatMap((entry, at) => {
    const ratios = ratiosOf(all.slice(1), entry, first);
    const isWanted = which === 'all' || (which === 'with-ratio') === ratios.length > 0;
    return isWanted ? [{ entry, ratios, of: { name: entry.name, first: first.name }, ...standings[at] }] : [];
  });
  for (const { entry, ratios, of, ratio } of judged) {
    const usually = mistakenFor(ratio, all, entry, first);
    verify(say('ratio', of), { expected: rounded(medianOf(ratios)), received: rounded(ratio), usually });
  }
  for (const { ratios, of, least, most } of judged) {
    verify(say('least-and-most', of), {
      expected: [ratios[0], ratios.at(-1)].map(rounded),
      received: [least, most].map(rounded),
      usually: ratios.length === 0 ? say('of-nothing') : say('ratios-too'),
    });
  }
}

test('turns', { proves: ['one-at-a-time', 'begins'], ...patience }, async ({ lab, observer, prove }) => {
  const rounds = 6;
  const found = await race(lab, observer, trio, rounds);
  await prove('one-at-a-time', () => {
    demand(found.beside === undefined, say('ran-beside', { name: found.beside }), say('not-awaited'));
    verifyRuns(found);
  });
  await prove('begins', () => {
    const begins = inRounds(found.runs, trio.length)
      .slice(1)
      .map(([run]) => run?.entry.name);
    const values = { begins: begins.join(' '), times: rounds / trio.length };
    const isTwice = begins.some((name, at) => at > 0 && name === begins[at - 1]);
    demand(!isTwice, say('twice-in-a-row', values), say('first-and-last'));
    for (const { name } of trio) {
      const times = begins.filter((each) => each === name).length;
      demand(times === values.times, say('not-so-often', { ...values, name }), say('two-or-three'));
    }
  });
});

test('odd', { proves: ['ratios'], ...patience }, async ({ lab, observer }) => {
  verifyStandings(await race(lab, observer, trio, 5));
});

// Two versions of one client; a run that writes nothing; ratios below and above 10.
test('even', { proves: ['ratios'], ...patience }, async ({ lab, observer, signal }) => {
  const namesakes: readonly Entry[] = [
    { name: 'kafkajs', speed: 1 },
    { name: 'kafkajs', speed: 2 },
  ];
  verifyStandings(await race(lab, observer, namesakes, 4));
  const apart: readonly Entry[] = [
    { name: 'A', speed: 1 },
    { name: 'B', speed: 10 },
    { name: 'C', speed: 2, stalls: [2, 5] },
  ];
  verifyStandings(await race(newLab(signal), observer, apart, 5));
});

test('lost', { proves: ['lost-run', 'ratios'], ...patience }, async ({ lab, observer, signal, prove }) => {
  const unlucky: readonly Entry[] = [
    { name: 'A', speed: 1, fails: [3] },
    { name: 'B', speed: 2, fails: [0, 2] },
    { name: 'C', speed: 0.6, fails: [0, 1, 2, 3, 4, 5] },
    { name: 'D', speed: 1.4 },
  ];
  const baseless: readonly Entry[] = [
    { name: 'A', speed: 1, fails: [0, 1, 2] },
    { name: 'B', speed: 2 },
  ];
  const races = [await race(lab, observer, unlucky, 5), await race(newLab(signal), observer, baseless, 2)];
  for (const found of races) {
    await prove('lost-run', () => {
      verifyRuns(found);
      verifyStandings(found, 'with-ratio');
    });
    await prove('ratios', () => verifyStandings(found, 'without-ratio'));
  }
});
