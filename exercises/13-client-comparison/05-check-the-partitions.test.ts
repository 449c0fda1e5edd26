import { crc32 } from 'node:zlib';
import { Partitioners, type ICustomPartitioner } from 'kafkajs';
import { demand, eventually, newLab, settles, test, verify, wireTap, type Lab, type Observer, murmur2 } from '#testkit';
import { checkThePartitions, type Candidate, type Verdict } from './05-check-the-partitions.ts';

const patience = { timeout: 90_000 };
const main = { ...patience, meta: { points: 2 } };

/** Where a client puts a key, of so many partitions; `index` counts the keys of one call. */
type Rule = (key: string, partitions: number, index: number) => number;

const ruleOf = (createPartitioner: ICustomPartitioner): Rule => {
  const choose = createPartitioner();
  return (key, partitions) => {
    const partition = { partitionErrorCode: 0, partitionId: 0, leader: 0, replicas: [], isr: [] };
    const partitionMetadata = Array.from({ length: partitions }, () => partition);
    return choose({ topic: '', partitionMetadata, message: { key, value: '' } });
  };
};

const java = ruleOf(Partitioners.DefaultPartitioner);
/** As @platformatic/kafka has it where it is not told otherwise: Java's for 1, 2, 4, 8 … partitions. */
const unsigned: Rule = (key, partitions) => (murmur2(Buffer.from(key)) >>> 0) % partitions;
const others: Readonly<Record<string, Rule>> = {
  'kafkajs before its version 2': ruleOf(Partitioners.LegacyPartitioner),
  librdkafka: (key, partitions) => crc32(key) % partitions,
  'a client that takes turns': (_key, partitions, index) => index % partitions,
  'a client with one partition for all': () => 0,
};

/** A key that a candidate was told to write, and what became of it. */
interface Written {
  readonly topic: string;
  readonly partitions: number;
  readonly key: string;
  /** Where it stands; undefined where it was left out. */
  readonly place: number | undefined;
}

type Loss = 'nothing' | 'the last key' | 'all keys';

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
      describe: `the topic ${topic}, which the candidate was told to write to, to be there`,
      usually: 'a topic has to be made before anybody writes to it',
    });
    const isLost = (key: string) =>
      this.#loses === 'all keys' || (this.#loses === 'the last key' && key === keys.at(-1));
    const placed = keys.map((key, index) => ({
      key,
      place: isLost(key) ? undefined : this.#rule(key, partitions, index),
    }));
    const messages = placed.flatMap(({ key, place }) =>
      place === undefined ? [] : [{ key, value: '', partition: place }],
    );
    if (messages.length > 0) await this.#observer.produce(topic, messages);
    this.written.push(...placed.map((each) => ({ topic, partitions, ...each })));
  }

  /** The keys that do not stand where Java would have put them, sorted. */
  elsewhere(): string[] {
    const wrong = this.written.filter(({ key, partitions, place }) => place !== java(key, partitions, 0));
    return [...new Set(wrong.map(({ key }) => key))].toSorted();
  }

  /** "200 keys on 12 partitions". */
  evidence(): string {
    const keys = new Set(this.written.map(({ key }) => key)).size;
    const counts = [...new Set(this.written.map(({ partitions }) => partitions))].join(' and ');
    return `${keys} ${keys === 1 ? 'key' : 'keys'} on ${counts} ${counts === '1' ? 'partition' : 'partitions'}`;
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

async function judge(lab: Lab, suspect: Suspect): Promise<Verdict> {
  await using tap = await wireTap(lab.connection);
  const verdict = await settles(checkThePartitions({ ...lab, connection: tap.connection }, suspect), {
    within: 20_000,
    describe: `checkThePartitions to return for ${suspect.name}`,
    usually: 'it waits for a record that never comes',
  });
  await eventually(() => tap.openConnections() === 0, {
    within: 3_000,
    describe: 'your own connections to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'disconnect() is missing, or is not in finally',
  });
  demand(suspect.written.length > 0, `${suspect.name} was never told to write a key.`);
  const stray = suspect.written.find(({ topic }) => !topic.startsWith(lab.topic));
  demand(!stray, `The topic ${stray?.topic} was made. Its name does not begin with ${lab.topic}.`);
  lab.log(`${suspect.name}: ${suspect.evidence()}, ${suspect.elsewhere().length} elsewhere`);
  return verdict;
}

function verifyVerdict({ agrees, differing }: Verdict, suspect: Suspect, usually: string): void {
  const elsewhere = suspect.elsewhere();
  verify(`agrees, for ${suspect.name}`, { expected: elsewhere.length === 0, received: agrees, usually });
  verify(`differing, for ${suspect.name}, sorted`, {
    expected: elsewhere,
    received: [...new Set(differing)].toSorted(),
    usually: 'every key that stands elsewhere is to be named, and no other',
  });
}

/** Judges a candidate that has another rule than Java: the learner's keys and partitions have to show it. */
async function expose(lab: Lab, suspect: Suspect): Promise<void> {
  const verdict = await judge(lab, suspect);
  demand(
    suspect.elsewhere().length > 0,
    `${suspect.name} has another rule than Java, and ${suspect.evidence()} do not show it.`,
    suspect.sawOnlyPowersOfTwo()
      ? 'with such a number of partitions only the last bits of a hash count, and two rules may differ in its first bit'
      : 'a few keys prove nothing: two rules may well put them into the same partitions',
  );
  verifyVerdict(verdict, suspect, 'the places of the keys were not compared with where Java would have put them');
}

test('agrees with a candidate that puts keys where Java does', patience, async ({ lab, observer }) => {
  const suspect = new Suspect(observer, 'kafkajs', java);
  const verdict = await judge(lab, suspect);
  verifyVerdict(
    verdict,
    suspect,
    'Java’s rule was computed in another way: the sign bit of the hash is dropped, and the hash is of the key’s bytes',
  );
});

test('exposes candidates with another rule', patience, async ({ observer, signal }) => {
  for (const [name, rule] of Object.entries(others)) await expose(newLab(signal), new Suspect(observer, name, rule));
});

test('exposes a rule that is Java’s on many topics', main, async ({ lab, observer }) => {
  await expose(lab, new Suspect(observer, 'a client that keeps the sign bit', unsigned));
});

test('does not take a missing key for a proof', patience, async ({ observer, signal }) => {
  for (const loss of ['the last key', 'all keys'] as const) {
    const suspect = new Suspect(observer, `a client that loses ${loss}`, java, loss);
    verifyVerdict(await judge(newLab(signal), suspect), suspect, 'only the keys that were found were looked at');
  }
});
