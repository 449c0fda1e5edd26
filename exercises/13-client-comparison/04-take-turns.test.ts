import { Kafka, logLevel } from 'kafkajs';
import { demand, newLab, settles, test, Unmet, verify, type Lab, type Observer } from '#testkit';
import { takeTurns, type Contestant, type Standing } from './04-take-turns.ts';

const patience = { timeout: 40_000 };
const main = { ...patience, meta: { points: 2 } };

interface Entry {
  readonly name: string;
  /** Beside the others. */
  readonly speed: number;
  /** Which of its runs fail: 0 is the first one, to warm up. */
  readonly fails?: readonly number[];
}

const trio: readonly Entry[] = [
  { name: 'A', speed: 1 },
  { name: 'B', speed: 2 },
  { name: 'C', speed: 0.6 },
];

/** One run: `rate` is what it resolved with, undefined where it threw. */
interface Run {
  readonly name: string;
  readonly rate: number | undefined;
}

/** What was found when takeTurns had returned. */
interface Race {
  readonly standings: Standing[];
  /** In the order in which they began. */
  readonly runs: readonly Run[];
  /** Of how many contestants. */
  readonly size: number;
}

// What happens to a machine within twenty minutes: it has other work now and then, and slows down as it grows warm.
const wobble = [1, 1.3, 0.8, 1.6, 0.9, 1.1, 0.5];

function rateOf({ name, speed }: Entry, run: number, turn: number): number {
  // A first run is slow, and not equally slow for all.
  if (run === 0) return 100 * speed ** 2;
  return 1_000 * speed * (wobble[(run + 2 * name.charCodeAt(0)) % wobble.length] ?? 1) * 0.95 ** turn;
}

const lost = 'has lost its broker';

type Note = (key: string, value: 'begins' | 'ends') => Promise<unknown>;

function enter(entry: Entry, runs: Run[], note: Note): Contestant {
  let count = 0;
  return {
    name: entry.name,
    async run() {
      const rate = rateOf(entry, count, runs.length);
      const fails = entry.fails?.includes(count) ?? false;
      count += 1;
      runs.push({ name: entry.name, rate: fails ? undefined : rate });
      await note(entry.name, 'begins');
      await note(entry.name, 'ends');
      if (fails) throw new Error(`${entry.name} ${lost}`);
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
      describe: `takeTurns to return, of ${entries.length} contestants and ${rounds} rounds`,
    }).catch(explainThrow);
    const log = await observer.records(lab.topic);
    const begun = log.filter(({ value }) => value === 'begins').map(({ key }) => key);
    lab.log(
      `the log: ${inRounds(begun, entries.length)
        .map((names) => names.join(' '))
        .join(' | ')}`,
    );
    demand(begun.length > 0, 'When takeTurns had returned, no contestant had run.');
    const both = log.find(({ value }, at) => value === 'begins' && log[at - 1]?.value === 'begins');
    demand(
      !both,
      `${both?.key} began while another contestant was running.`,
      'a run that is not awaited goes on beside the next one, and they take the processor from each other',
    );
    verifyRuns(runs, entries, rounds);
    return { standings, runs, size: entries.length };
  } finally {
    await producer.disconnect();
  }
}

/** What a learner reads where a run has thrown, and takeTurns as well. */
function explainThrow(error: unknown): never {
  if (!(error instanceof Error) || !error.message.includes(lost)) throw error;
  throw new Unmet(
    `A run failed, and takeTurns threw: ${error.message}` +
      '\nUsually: whoever fails in one round takes part in the next one, and the others go on',
  );
}

/** Rounds of warm-up and race, by the order of the runs. */
const inRounds = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, round) => items.slice(round * size, (round + 1) * size));

function verifyRuns(runs: readonly Run[], entries: readonly Entry[], rounds: number): void {
  for (const { name } of entries) {
    verify(`the runs of ${name}: 1 to warm up, and ${rounds} rounds`, {
      expected: rounds + 1,
      received: runs.filter((run) => run.name === name).length,
      usually: 'each contestant runs once in the warm-up and once in every round, also where a run has failed',
    });
  }
  const order = runs.map(({ name }) => name);
  demand(
    inRounds(order, entries.length).every((names) => new Set(names).size === entries.length),
    `The contestants ran in this order: ${order.join(' ')}.`,
    'a round has one run of each; whoever runs all of A before all of B measures the machine as well',
  );
}

const medianOf = (values: readonly number[]): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
};

const rateIn = (round: readonly Run[], name: string): number | undefined =>
  round.find((run) => run.name === name)?.rate;

function ratiosOf(rounds: readonly Run[][], name: string, first: string): number[] {
  const ratios = rounds.map((round) => (rateIn(round, name) ?? NaN) / (rateIn(round, first) ?? NaN));
  return ratios.filter((ratio) => !Number.isNaN(ratio)).toSorted((a, b) => a - b);
}

/** What one gets who computes it otherwise. */
function mistakenFor(received: number | undefined, all: readonly Run[][], name: string, first: string): string {
  const rounds = all.slice(1);
  const rates = (of: string) => rounds.flatMap((round) => rateIn(round, of) ?? []);
  const ratios = ratiosOf(rounds, name, first);
  const otherwise: [string, number | undefined][] = [
    [
      'the medians were divided; the machine was another one in each round',
      (medianOf(rates(name)) ?? 0) / (medianOf(rates(first)) ?? 0),
    ],
    ['this is the mean; one odd round moves it', ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length],
    ['the warm-up was counted', medianOf(ratiosOf(all, name, first))],
    ['the ratio was turned round', medianOf(ratiosOf(rounds, first, name))],
  ];
  const [reason] = otherwise.find(([, value]) => value !== undefined && rounded(value) === rounded(received)) ?? [];
  return (
    reason ?? 'a round in which one of the two has failed has no ratio; and of an even number two are in the middle'
  );
}

const rounded = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value * 10_000) / 10_000;

/** Compares what was returned with what the runs have resolved with. */
function verifyStandings({ standings, runs, size }: Race, entries: readonly Entry[]): void {
  verify('the names, in the order in which the contestants were given', {
    expected: entries.map(({ name }) => name),
    received: standings.map(({ name }) => name),
  });
  const all = inRounds(runs, size);
  const first = entries[0]?.name ?? '';
  const ratiosTo = (name: string) => ratiosOf(all.slice(1), name, first);
  for (const { name, ratio } of standings) {
    verify(`ratio, the median of ${name} to ${first}`, {
      expected: rounded(medianOf(ratiosTo(name))),
      received: rounded(ratio),
      usually: mistakenFor(ratio, all, name, first),
    });
  }
  for (const { name, least, most } of standings) {
    const ratios = ratiosTo(name);
    verify(`least and most, of the ratios of ${name} to ${first}`, {
      expected: [ratios[0], ratios.at(-1)].map(rounded),
      received: [least, most].map(rounded),
      usually:
        ratios.length === 0
          ? 'Math.min() of nothing is Infinity'
          : 'they are ratios like the median, each within one round, and the warm-up does not count',
    });
  }
}

test('lets them run one at a time, and begins with another one each round', patience, async ({ lab, observer }) => {
  const rounds = 6;
  const { runs } = await race(lab, observer, trio, rounds);
  const begins = inRounds(runs, trio.length)
    .slice(1)
    .map(([run]) => run?.name);
  const said = `The rounds after the warm-up began with ${begins.join(' ')}.`;
  demand(
    begins.every((name, at) => at === 0 || name !== begins[at - 1]),
    `${said} One of them began twice in a row.`,
    'what runs first finds another machine than what runs last',
  );
  for (const { name } of trio) {
    demand(
      begins.filter((each) => each === name).length === rounds / trio.length,
      `${said} That is not ${rounds / trio.length} times ${name}.`,
      'each contestant begins as often as any other; of two that is easily reached, of three it takes a rotation',
    );
  }
});

test('gives the ratios within a round, of an odd number of rounds', main, async ({ lab, observer }) => {
  verifyStandings(await race(lab, observer, trio, 5), trio);
});

test('gives the ratios within a round, of an even number of rounds', patience, async ({ lab, observer }) => {
  const pair = trio.slice(0, 2);
  verifyStandings(await race(lab, observer, pair, 4), pair);
});

test('loses a run that throws, and nothing else', main, async ({ lab, observer, signal }) => {
  const unlucky: readonly Entry[] = [
    { name: 'A', speed: 1, fails: [3] },
    { name: 'B', speed: 2, fails: [0, 2] },
    { name: 'C', speed: 0.6, fails: [0, 1, 2, 3, 4, 5] },
    { name: 'D', speed: 1.4 },
  ];
  verifyStandings(await race(lab, observer, unlucky, 5), unlucky);
  const baseless: readonly Entry[] = [
    { name: 'A', speed: 1, fails: [0, 1, 2] },
    { name: 'B', speed: 2 },
  ];
  verifyStandings(await race(newLab(signal), observer, baseless, 2), baseless);
});
