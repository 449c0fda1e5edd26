// The records of a topic as they stand in its log.
import type { Cluster } from './cluster.ts';
import { BrokerError, errorCode, failOn } from './errors.ts';
import { ask } from './kafkajs/ask.ts';
import type { Codec } from './log/decompress.ts';
import type { LogBatch, LogRecord } from './log/records.ts';
import { readOffsets, type LedPartition } from './offsets.ts';
import { fetch, type FetchedPartition, type FetchFrom, type FetchLimits } from './requests/fetch.ts';
import { words } from './words.ts';

export type { FetchedPartition };

/** A record as it stands in the log. */
export interface ObservedRecord {
  readonly topic: string;
  readonly partition: number;
  /** A 64-bit number for Kafka; a test's topic never holds 2^53 records, so a number will do here. */
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** As text; null where there is no key. */
  readonly key: string | null;
  /** As text; null for a tombstone. */
  readonly value: string | null;
  readonly keyBytes: Buffer | null;
  readonly valueBytes: Buffer | null;
  /** As text; of a repeated name, the last. */
  readonly headers: Readonly<Record<string, string | null>>;
  /** Every header in order, repeated names included. */
  readonly headerList: readonly { readonly name: string; readonly value: Buffer | null }[];
  /** Belongs to a transaction that was aborted: `read_committed` consumers never see it. */
  readonly aborted: boolean;
  /** Written in a transaction. */
  readonly transactional: boolean;
  /** Id of the producer session; -1 where it was not idempotent. */
  readonly producerId: number;
  /** The batch that it was written in: records of the same batch share its first offset. */
  readonly batch: {
    readonly firstOffset: number;
    readonly records: number;
    readonly codec: Codec;
    readonly bytes: number;
  };
}

/** `committed` is what consumers see by default; `uncommitted` shows aborted records and open transactions too. */
export type Isolation = 'committed' | 'uncommitted';

/** Everything that stands in the partitions now, by partition and offset. */
export async function readRecords(
  cluster: Cluster,
  partitions: readonly LedPartition[],
  isolation: Isolation,
): Promise<ObservedRecord[]> {
  return (await Promise.all(partitions.map(async (place) => readPartition(cluster, place, isolation)))).flat();
}

/** One fetch looks this far into a partition. */
const limits = { waitMs: 0, bytes: 8 * 1024 * 1024, bytesOfPartition: 8 * 1024 * 1024 };

const attempts = 5;
const outOfRange = errorCode('OFFSET_OUT_OF_RANGE');

async function readPartition(cluster: Cluster, place: LedPartition, isolation: Isolation): Promise<ObservedRecord[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readFromFirst(cluster, place, isolation);
    } catch (error) {
      // The log begins elsewhere than a moment ago: retention or a deletion has moved it on.
      const moved = error instanceof BrokerError && error.code === outOfRange;
      if (!moved || attempt === attempts) throw error;
    }
  }
}

async function readFromFirst(cluster: Cluster, place: LedPartition, isolation: Isolation): Promise<ObservedRecord[]> {
  const records: ObservedRecord[] = [];
  const [first = 0] = await readOffsets(cluster, [place], 'first');
  for (let offset = first; ;) {
    const decided = await fetchOne(cluster, { ...place, offset }, 'decided');
    const aborted = abortedBatches(decided);
    const seen = isolation === 'committed' ? decided : await fetchOne(cluster, { ...place, offset }, 'all');
    for (const batch of seen.batches.filter(({ control }) => !control)) {
      const isAborted = aborted.has(batch.baseOffset);
      if (isAborted && isolation === 'committed') continue;
      const { topic, partition } = place;
      const fresh = batch.records.filter((record) => record.offset >= offset);
      records.push(...fresh.map((record) => observed(record, batch, { topic, partition, aborted: isAborted })));
    }
    const last = seen.batches.at(-1);
    if (!last) return records;
    offset = last.lastOffset + 1;
  }
}

async function fetchOne(
  cluster: Cluster,
  place: LedPartition & { readonly offset: number },
  scope: 'decided' | 'all',
): Promise<FetchedPartition> {
  const { leader, topic, partition, offset } = place;
  const [found] = await fetchFrom(cluster, leader, [{ topic, partition, offset }], { ...limits, scope });
  if (!found) throw new Error(words.leftOut(topic, partition));
  failOn('Fetch', found.error);
  return found;
}

/** What a broker gives of partitions that it leads; each with its own error. */
export async function fetchFrom(
  cluster: Cluster,
  leader: number,
  from: readonly FetchFrom[],
  fetchLimits: FetchLimits,
): Promise<FetchedPartition[]> {
  return ask(await cluster.broker(leader), fetch(from, fetchLimits));
}

/** The record at an offset, with the batch that it came in; undefined where the log has none there. */
export async function readRecordAt(
  cluster: Cluster,
  place: LedPartition & { readonly offset: number },
): Promise<{ readonly record: LogRecord; readonly batch: LogBatch } | undefined> {
  const { batches } = await fetchOne(cluster, place, 'all');
  for (const batch of batches) {
    const record = batch.records.find(({ offset }) => offset === place.offset);
    if (record) return { record, batch };
  }
  return undefined;
}

// A transaction is aborted from its first offset on, until the control batch that ends it. A batch holds one producer's
// records, so it is aborted as a whole; its base offset names it.
function abortedBatches({ aborted, batches }: FetchedPartition): Set<number> {
  const waiting = [...aborted];
  const open = new Set<number>();
  const found = new Set<number>();
  for (const { baseOffset, lastOffset, producerId, control, transactional } of batches) {
    while (waiting[0] && waiting[0].firstOffset <= lastOffset) open.add(waiting.shift()?.producerId ?? -1);
    if (control) open.delete(producerId);
    else if (transactional && open.has(producerId)) found.add(baseOffset);
  }
  return found;
}

function observed(
  { offset, timestamp, key, value, headers }: LogRecord,
  { baseOffset, codec, bytes, producerId, transactional, records }: LogBatch,
  place: { topic: string; partition: number; aborted: boolean },
): ObservedRecord {
  return {
    ...place,
    offset,
    timestamp,
    key: text(key),
    value: text(value),
    keyBytes: key,
    valueBytes: value,
    headers: Object.fromEntries(headers.map((header) => [header.name, text(header.value)])),
    headerList: headers,
    transactional,
    producerId,
    batch: { firstOffset: baseOffset, records: records.length, codec, bytes },
  };
}

const text = (bytes: Buffer | null): string | null => bytes?.toString('utf8') ?? null;
