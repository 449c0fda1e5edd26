// The newest records of the broker in the order in which they were seen, bounded in number and in memory: whoever writes
// a million records finds the last hundred thousand here. Places are counted from the first record ever seen, so that a
// place keeps its number when older records go.

/** `open` and the others are of a transaction; `commit` and `abort` are its markers in the log. */
export type Outcome = 'plain' | 'open' | 'committed' | 'aborted' | 'commit' | 'abort';

export interface LoggedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** As text, cut short; null where there is none. */
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly (readonly [string, string | null])[];
  /** Bytes of the value on the wire. */
  readonly size: number;
  /** -1 where the producer was not idempotent. */
  readonly producerId: number;
  outcome: Outcome;
}

export interface Extent {
  /** Place of the oldest record that is still here. */
  readonly start: number;
  /** Place of the next record that comes. */
  readonly end: number;
}

export interface LogLimits {
  readonly records: number;
  readonly bytes: number;
}

export const logLimits: LogLimits = { records: 100_000, bytes: 32 * 1024 * 1024 };

export interface FindFrom {
  readonly from: number;
  readonly back: boolean;
}

export interface FoundPlace {
  /** Undefined where no record matches. */
  readonly place: number | undefined;
  /** Which of the matches it is, from 1 on. */
  readonly at: number;
  readonly matches: number;
}

export class RecordLog {
  readonly #limits: LogLimits;
  readonly #all = new Shelf();
  readonly #byTopic = new Map<string, Shelf>();
  readonly #open = new Map<string, LoggedRecord[]>();
  #bytes = 0;

  constructor(limits: LogLimits = logLimits) {
    this.#limits = limits;
  }

  /** Appends a record; a transaction's marker also settles its records. */
  add(record: LoggedRecord): void {
    this.#all.push(record);
    this.#shelf(record.topic).push(record);
    this.#bytes += weightOf(record);
    this.#settle(record);
    while (this.#all.length > this.#limits.records || this.#bytes > this.#limits.bytes) this.#dropOldest();
  }

  /** Where the records of a topic, or of all topics, begin and end. */
  extent(topic?: string): Extent {
    const { start, end } = topic === undefined ? this.#all : this.#shelf(topic);
    return { start, end };
  }

  /** At most `count` records from the place `from` on. */
  slice(topic: string | undefined, from: number, count: number): readonly LoggedRecord[] {
    return (topic === undefined ? this.#all : this.#shelf(topic)).slice(from, count);
  }

  /** Topics of which records are here, also those that are gone. */
  get topics(): string[] {
    return [...this.#byTopic].filter(([, shelf]) => shelf.length > 0).map(([topic]) => topic);
  }

  /** The next record after the place `from` (before it with `back`) that matches, beginning anew at the end. */
  find(topic: string | undefined, matches: (record: LoggedRecord) => boolean, { from, back }: FindFrom): FoundPlace {
    const { start, end } = this.extent(topic);
    const places = this.slice(topic, start, end - start).flatMap((record, at) => (matches(record) ? [start + at] : []));
    const after = back ? places.findLastIndex((place) => place < from) : places.findIndex((place) => place > from);
    const at = after >= 0 ? after : back ? places.length - 1 : 0;
    return { place: places[at], at: at + 1, matches: places.length };
  }

  #shelf(topic: string): Shelf {
    const shelf = this.#byTopic.get(topic) ?? new Shelf();
    this.#byTopic.set(topic, shelf);
    return shelf;
  }

  #dropOldest(): void {
    const oldest = this.#all.shift();
    if (!oldest) return;
    this.#byTopic.get(oldest.topic)?.shift();
    this.#bytes -= weightOf(oldest);
  }

  // Until its marker comes, nobody knows what becomes of a transaction's record.
  #settle(record: LoggedRecord): void {
    const key = `${record.topic} ${record.partition} ${record.producerId}`;
    if (record.outcome === 'open') {
      const open = this.#open.get(key);
      if (open) open.push(record);
      else this.#open.set(key, [record]);
    } else if (record.outcome === 'commit' || record.outcome === 'abort') {
      const outcome = record.outcome === 'commit' ? 'committed' : 'aborted';
      for (const each of this.#open.get(key) ?? []) each.outcome = outcome;
      this.#open.delete(key);
    }
  }
}

/** What a record takes in memory, roughly: its texts, and what an object costs. */
const weightOf = ({ key, value, headers }: LoggedRecord): number =>
  200 +
  (key?.length ?? 0) +
  (value?.length ?? 0) +
  headers.reduce((sum, [name, text]) => sum + 40 + name.length + (text?.length ?? 0), 0);

/** A list that only grows at its end and shrinks at its start, with places that never change. */
class Shelf {
  #items: LoggedRecord[] = [];
  #gone = 0;
  start = 0;

  get length(): number {
    return this.#items.length - this.#gone;
  }

  get end(): number {
    return this.start + this.length;
  }

  push(record: LoggedRecord): void {
    this.#items.push(record);
  }

  shift(): LoggedRecord | undefined {
    const first = this.#items[this.#gone];
    if (!first) return undefined;
    this.#gone += 1;
    this.start += 1;
    if (this.#gone > 1000 && this.#gone > this.#items.length / 2) {
      this.#items = this.#items.slice(this.#gone);
      this.#gone = 0;
    }
    return first;
  }

  slice(from: number, count: number): readonly LoggedRecord[] {
    const first = Math.max(0, from - this.start) + this.#gone;
    return this.#items.slice(first, first + count);
  }
}
