import { fetchPartition, type FetchedPartition } from './log/fetch.ts';
import type { Codec } from './log/decompress.ts';
import type { LogBatch, LogRecord } from './log/read-batches.ts';
import type { KafkaBroker, KafkaCluster, PartitionMetadata } from './kafkajs-cluster.ts';

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
export async function readPartitions(
  cluster: KafkaCluster,
  topic: string,
  partitions: readonly PartitionMetadata[],
  isolation: Isolation,
): Promise<ObservedRecord[]> {
  const read = partitions.map(async ({ leader, partitionId }) => {
    const broker = await cluster.findBroker({ nodeId: leader });
    return readPartition(broker, topic, partitionId, isolation);
  });
  return (await Promise.all(read)).flat();
}

async function readPartition(broker: KafkaBroker, topic: string, partition: number, isolation: Isolation) {
  const records: ObservedRecord[] = [];
  for (let offset = await boundary(broker, topic, partition, 'earliest'); ;) {
    const place = { topic, partition, offset };
    const decided = await fetchPartition(broker, { ...place, scope: 'decided' });
    const aborted = abortedBatches(decided);
    const seen = isolation === 'committed' ? decided : await fetchPartition(broker, { ...place, scope: 'all' });
    for (const batch of seen.batches.filter(({ control }) => !control)) {
      const isAborted = aborted.has(batch.baseOffset);
      if (isAborted && isolation === 'committed') continue;
      const fresh = batch.records.filter((record) => record.offset >= offset);
      records.push(...fresh.map((record) => observed(record, batch, { topic, partition, aborted: isAborted })));
    }
    const last = seen.batches.at(-1);
    if (!last) return records;
    offset = last.lastOffset + 1;
  }
}

/**
 * The offset that the next record of each partition gets, in the order of `partitions`.
 * @throws what kafkajs throws while a leader does not take requests yet.
 */
export async function readEnds(
  cluster: KafkaCluster,
  topic: string,
  partitions: readonly PartitionMetadata[],
): Promise<number[]> {
  const ends = partitions.map(async ({ leader, partitionId }) => {
    const broker = await cluster.findBroker({ nodeId: leader });
    return boundary(broker, topic, partitionId, 'latest');
  });
  return Promise.all(ends);
}

async function boundary(broker: KafkaBroker, topic: string, partition: number, which: 'earliest' | 'latest') {
  const timestamp = which === 'earliest' ? '-2' : '-1';
  const { responses } = await broker.listOffsets({
    isolationLevel: 0,
    topics: [{ topic, partitions: [{ partition, timestamp }] }],
  });
  return Number(responses[0]?.partitions[0]?.offset ?? 0);
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
