import { crc32 } from 'node:zlib';
import { Partitioners, type ICustomPartitioner } from 'kafkajs';
import {
  demand,
  eventually,
  isQuiet,
  murmur2,
  newLab,
  say,
  settles,
  test,
  verify,
  wireTap,
  type Observer,
  type SuiteContext,
} from '#testkit';
import { checkThePartitions, type Candidate, type Verdict } from './05-check-the-partitions.ts';

const patience = { timeout: 90_000 };

/** Where a client puts a key, of so many partitions. */
type Rule = (key: string, partitions: number) => number;

const ruleOf = (createPartitioner: ICustomPartitioner): Rule => {
  const choose = createPartitioner();
  return (key, partitions) => {
    const partition = { partitionErrorCode: 0, partitionId: 0, leader: 0, replicas: [], isr: [] };
    const partitionMetadata = Array.from({ length: partitions }, () => partition);
    return choose({ topic: '', partitionMetadata, message: { key, value: '' } });
  };
};

const java = ruleOf(Partitioners.DefaultPartitioner);
const ofBytes = (bytes: Buffer, partitions: number): number => (murmur2(bytes) & 0x7fffffff) % partitions;

/** As @platformatic/kafka has it where it is not told otherwise: Java's for 1, 2, 4, 8 … partitions. */
const unsigned: Rule = (key, partitions) => (murmur2(Buffer.from(key)) >>> 0) % partitions;
/** Java's for what is written in plain English letters. */
const latin: Rule = (key, partitions) => ofBytes(Buffer.from(key, 'latin1'), partitions);
/** Java's for short keys. */
const beginning: Rule = (key, partitions) => ofBytes(Buffer.from(key).subarray(0, 8), partitions);
/** Java's for nine keys of ten. */
const mostly: Rule = (key, partitions) => (java(key, partitions) + (crc32(key) % 10 === 0 ? 1 : 0)) % partitions;

/** A key that a candidate was told to write, and what became of it. */
interface Written {
  readonly topic: string;
  readonly partitions: number;
  readonly key: string;
  /** Where it stands; undefined where it was left out. */
  readonly place: number | undefined;
}

type Loss = 'nothing' | 'last' | 'all';

class Suspect implements Candidate {
  readonly name: string;
  readonly written: Written[] = [];
  readonly #observer: Observer;
  readonly #rule: Rule;
  readonly #loses: Loss;

  constructor(observer: Observer, name: string, rule: Rule, loses: Loss = 'nothing') {
    this.name = name;
    this.#observer = observer;
    this.#rule = rule;
    this.#loses = loses;
  }

  async write(topic: string, keys: readonly string[]): Promise<void> {
    const partitions = await eventually(() => countPartitions(this.#observer, topic), {
      within: 12_000, // also on a machine that is very busy
      describe: say('to-be-there', { topic }),
      usually: say('made-before'),
    });
    const isLost = (key: string) => this.#loses === 'all' || (this.#loses === 'last' && key === keys.at(-1));
    const placed = keys.map((key) => ({ key, place: isLost(key) ? undefined : this.#rule(key, partitions) }));
    const messages = placed.flatMap(({ key, place }) =>
      place === undefined ? [] : [{ key, value: '', partition: place }],
    );
    if (messages.length > 0) await this.#observer.produce(topic, messages);
    this.written.push(...placed.map((each) => ({ topic, partitions, ...each })));
  }

  /** The keys that do not stand where Java would have put them, sorted. */
  elsewhere(): string[] {
    const wrong = this.written.filter(({ key, partitions, place }) => place !== java(key, partitions));
    return [...new Set(wrong.map(({ key }) => key))].toSorted();
  }

  /** What the learner tried it with. */
  evidence(): { keys: number; partitions: string } {
    const keys = new Set(this.written.map(({ key }) => key)).size;
    const counts = new Set(this.written.map(({ partitions }) => partitions));
    return { keys, partitions: [...counts].join(', ') };
  }

  /** Whether all topics had a power of two as their number of partitions. */
  sawOnlyPowersOfTwo(): boolean {
    return this.written.every(({ partitions }) => Number.isInteger(Math.log2(partitions)));
  }
}

/** How many partitions the topic has; throws while not all of them take records. */
async function countPartitions(observer: Observer, topic: string): Promise<number | undefined> {
  const ends = await observer.endOffsets(topic);
  return ends.length > 0 ? ends.length : undefined;
}

async function judge({ lab, prove }: Pick<SuiteContext, 'lab' | 'prove'>, suspect: Suspect): Promise<Verdict> {
  const { name } = suspect;
  await using tap = await wireTap(lab.connection);
  const verdict = await settles(checkThePartitions({ ...lab, connection: tap.connection }, suspect), {
    within: 20_000,
    describe: say('to-return', { name }),
    usually: say('waits-for-ever'),
  });
  await prove('hangs-up', async () => {
    const isAlone = await isQuiet(() => tap.openConnections());
    demand(isAlone, say('left-open', { count: tap.openConnections() }), say('no-disconnect'));
  });
  demand(suspect.written.length > 0, say('never-told', { name }));
  const stray = suspect.written.find(({ topic }) => !topic.startsWith(lab.topic));
  demand(!stray, say('stray-topic', { topic: stray?.topic, beginning: lab.topic }));
  lab.log(say('log', { name, ...suspect.evidence(), elsewhere: suspect.elsewhere().length }));
  return verdict;
}

function verifyDiffering({ differing }: Verdict, suspect: Suspect, usually: string): void {
  const elsewhere = suspect.elsewhere();
  const received = [...new Set(differing)].toSorted();
  const isKnown = new Set(suspect.written.map(({ key }) => key));
  const [missing, extra] = [
    elsewhere.filter((key) => !received.includes(key)),
    received.filter((key) => !elsewhere.includes(key)),
  ];
  const values = {
    name: suspect.name,
    missing: missing.length,
    extra: extra.length,
    first: missing[0] ?? extra[0],
    unknown: extra.filter((key) => !isKnown.has(key)).length,
  };
  demand(missing.length + extra.length === 0, say('differing', values), usually);
}

/** Judges a candidate that has another rule than Java: the learner's keys and partitions have to show it. */
async function expose({ lab, prove }: Pick<SuiteContext, 'lab' | 'prove'>, suspect: Suspect): Promise<void> {
  const { name } = suspect;
  const verdict = await judge({ lab, prove }, suspect);
  await prove('other-rules', () => {
    const shown = suspect.elsewhere().length > 0;
    const usually = suspect.sawOnlyPowersOfTwo() ? say('last-bits') : say('few-or-alike');
    demand(shown, say('not-shown', { name, ...suspect.evidence() }), usually);
    verify(say('agrees', { name }), { expected: false, received: verdict.agrees, usually: say('not-compared') });
  });
  await prove('differing', () => verifyDiffering(verdict, suspect, say('each-and-no-other')));
}

test('java', { proves: ['agrees', 'differing', 'hangs-up'], ...patience }, async ({ lab, observer, prove }) => {
  const suspect = new Suspect(observer, 'kafkajs', java);
  const verdict = await judge({ lab, prove }, suspect);
  await prove('agrees', () =>
    verify(say('agrees', { name: suspect.name }), {
      expected: true,
      received: verdict.agrees,
      usually: say('other-hash'),
    }),
  );
  await prove('differing', () => verifyDiffering(verdict, suspect, say('other-hash')));
});

const proves = ['other-rules', 'differing', 'hangs-up'];

test('other-rules', { proves, ...patience }, async ({ observer, signal, prove }) => {
  const rules: readonly (readonly [string, Rule])[] = [
    [say('old-kafkajs'), ruleOf(Partitioners.LegacyPartitioner)],
    [say('librdkafka'), (key, partitions) => crc32(key) % partitions],
    [say('keeps-the-sign-bit'), unsigned],
  ];
  for (const [name, rule] of rules) await expose({ lab: newLab(signal), prove }, new Suspect(observer, name, rule));
});

test('almost-java', { proves, ...patience }, async ({ observer, signal, prove }) => {
  const rules: readonly (readonly [string, Rule])[] = [
    [say('hashes-latin'), latin],
    [say('hashes-the-beginning'), beginning],
    [say('one-in-ten'), mostly],
  ];
  for (const [name, rule] of rules) await expose({ lab: newLab(signal), prove }, new Suspect(observer, name, rule));
});

test('losses', { proves: ['differing', 'hangs-up'], ...patience }, async ({ observer, signal, prove }) => {
  const losers = [
    [say('loses-the-last'), 'last'],
    [say('loses-all'), 'all'],
  ] as const;
  for (const [name, loss] of losers) {
    const suspect = new Suspect(observer, name, java, loss);
    const verdict = await judge({ lab: newLab(signal), prove }, suspect);
    await prove('differing', () => {
      verifyDiffering(verdict, suspect, say('found-ones-only'));
      verify(say('agrees', { name }), { expected: false, received: verdict.agrees, usually: say('found-ones-only') });
    });
  }
});

test('throws', { proves: ['hangs-up'], ...patience }, async ({ lab }) => {
  await using tap = await wireTap(lab.connection);
  const candidate: Candidate = { name: say('thrower'), write: () => Promise.reject(new Error(say('gave-in'))) };
  const end = checkThePartitions({ ...lab, connection: tap.connection }, candidate);
  await settles(
    end.catch(() => {}),
    { within: 20_000, describe: say('to-end', { name: candidate.name }) },
  );
  const isAlone = await isQuiet(() => tap.openConnections());
  demand(isAlone, say('left-open', { count: tap.openConnections() }), say('only-where-well'));
});
