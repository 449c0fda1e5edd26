// Reads every followed partition from its end as records come, without a group and without leaving a trace on the broker.
import { setTimeout as wait } from 'node:timers/promises';
import type { Cluster } from '../../kafka/cluster.ts';
import { errorCode } from '../../kafka/errors.ts';
import { readOffsets, type LedPartition } from '../../kafka/offsets.ts';
import { fetchFrom, type FetchedPartition } from '../../kafka/records.ts';
import { toLoggedRecord } from './logged-record.ts';
import type { LoggedRecord } from './record-log.ts';

export type FollowedPartition = LedPartition;

export interface TailedPartition extends FollowedPartition {
  /** The offset that is read next. */
  next: number;
  /** First offset that the log still holds, and the one that the next record gets. */
  low: number;
  high: number;
}

export interface TailOptions {
  readonly cluster: Cluster;
  /** Called with what came, oldest first. */
  readonly onRecords: (records: LoggedRecord[]) => void;
  /** How far back to begin in a partition that is found with records. */
  readonly back: number;
}

const longPoll = 250;
const limits = { scope: 'all', waitMs: longPoll, bytes: 8 * 1024 * 1024, bytesOfPartition: 512 * 1024 } as const;
const outOfRange = errorCode('OFFSET_OUT_OF_RANGE');

export class Tail implements AsyncDisposable {
  readonly #options: TailOptions;
  readonly #partitions = new Map<string, TailedPartition>();
  readonly #readers = new Map<number, Promise<void>>();
  readonly #end = new AbortController();

  constructor(options: TailOptions) {
    this.#options = options;
  }

  /** Where each followed partition stands. */
  get partitions(): readonly TailedPartition[] {
    return [...this.#partitions.values()];
  }

  /** Follows exactly these partitions from now on; new ones from `back` records before their end. */
  async follow(wanted: readonly FollowedPartition[]): Promise<void> {
    const keys = new Set(wanted.map(keyOf));
    for (const key of this.#partitions.keys()) if (!keys.has(key)) this.#partitions.delete(key);
    const fresh = Map.groupBy(
      wanted.filter((each) => !this.#partitions.has(keyOf(each))),
      ({ topic, leader }) => `${leader} ${topic}`,
    );
    // A topic that is on its way out answers with an error: the others must not wait for it.
    await Promise.allSettled([...fresh.values()].map(async (places) => this.#begin(places)));
    for (const { leader } of wanted) if (!this.#readers.has(leader)) this.#readers.set(leader, this.#read(leader));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    await Promise.allSettled(this.#readers.values());
  }

  async #begin(places: readonly FollowedPartition[]): Promise<void> {
    const { cluster, back } = this.#options;
    const [lows, highs] = await Promise.all([
      readOffsets(cluster, places, 'first'),
      readOffsets(cluster, places, 'next'),
    ]);
    for (const [at, place] of places.entries()) {
      const [low, high] = [lows[at] ?? 0, highs[at] ?? 0];
      this.#partitions.set(keyOf(place), { ...place, low, high, next: Math.max(low, high - back) });
    }
  }

  // One reader for each broker that leads a followed partition.
  async #read(leader: number): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      const mine = this.partitions.filter((each) => each.leader === leader);
      try {
        if (mine.length > 0) await this.#fetch(leader, mine);
        else await wait(longPoll, undefined, { signal });
      } catch {
        // A topic that is gone or a broker away: whoever follows finds out and says what to follow now.
        await wait(longPoll, undefined, { signal }).catch(() => {});
      }
    }
  }

  async #fetch(leader: number, mine: readonly TailedPartition[]): Promise<void> {
    const from = mine.map(({ topic, partition, next }) => ({ topic, partition, offset: next }));
    const answered = await fetchFrom(this.#options.cluster, leader, from, limits);
    // Each partition's trouble is its own: a topic that is being deleted must not silence the others.
    const fetched = answered.filter(({ error }) => error === 0 || error === outOfRange);
    const records = fetched.flatMap((each) => this.#take(each));
    records.sort((a, b) => a.timestamp - b.timestamp);
    if (records.length > 0) this.#options.onRecords(records);
    // Where every partition answered with an error there was nothing to wait for.
    else if (fetched.length === 0) await wait(longPoll, undefined, { signal: this.#end.signal });
  }

  #take(fetched: FetchedPartition): LoggedRecord[] {
    const place = this.#partitions.get(keyOf(fetched));
    if (!place) return [];
    if (fetched.error === outOfRange) {
      // Deleted and made again under the same name: the next `follow` begins anew.
      this.#partitions.delete(keyOf(fetched));
      return [];
    }
    place.low = fetched.low;
    place.high = Math.max(place.high, fetched.high);
    const { next } = place;
    const last = fetched.batches.at(-1);
    if (last) place.next = Math.max(next, last.lastOffset + 1);
    return fetched.batches.flatMap((batch) =>
      batch.records.filter(({ offset }) => offset >= next).map((record) => toLoggedRecord(fetched, batch, record)),
    );
  }
}

const keyOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic} ${partition}`;
