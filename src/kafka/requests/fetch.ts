// Fetch, version 11: the last before flexible messages, and known to every broker since Kafka 2.3. kafkajs has the request
// too, but decodes gzip only and hides the batches.
import { apiKeys } from '../frames/api-names.ts';
import type { Cursor } from '../frames/cursor.ts';
import { Writer } from '../frames/writer.ts';
import { readBatches, type LogBatch } from '../log/records.ts';
import type { KafkaRequest } from './request.ts';

export interface FetchFrom {
  readonly topic: string;
  readonly partition: number;
  /** The first offset that is wanted. */
  readonly offset: number;
}

export interface FetchLimits {
  /**
   * `decided` ends before transactions that are still open, and names those that were aborted; `all` shows everything, and
   * names none. The broker knows no third way.
   */
  readonly scope: 'decided' | 'all';
  /** How long the broker may wait for the first byte, in milliseconds; 0 for not at all. */
  readonly waitMs: number;
  readonly bytes: number;
  readonly bytesOfPartition: number;
}

export interface FetchedPartition {
  readonly topic: string;
  readonly partition: number;
  /** 0, or why the broker gave nothing of this partition. */
  readonly error: number;
  /** The offset that the next record gets. */
  readonly high: number;
  /** The first offset that the log still holds. */
  readonly low: number;
  /** Transactions that were aborted, by producer and first offset, in the order of their offsets. */
  readonly aborted: readonly { readonly producerId: number; readonly firstOffset: number }[];
  /** Whole batches: the first may begin before what was asked for. */
  readonly batches: readonly LogBatch[];
}

/** Asks the leader of these partitions for what stands in them, each from its offset on, as far as the limits go. */
export function fetch(from: readonly FetchFrom[], limits: FetchLimits): KafkaRequest<FetchedPartition[]> {
  return {
    api: 'Fetch',
    apiKey: apiKeys.fetch,
    apiVersion: 11,
    flexible: false,
    body: body(from, limits),
    read(answer) {
      answer.take(4 + 2 + 4); // throttleTime, errorCode, sessionId
      const topics = answer.array(false, () => {
        const topic = answer.string(false) ?? '';
        return answer.array(false, () => readPartition(answer, topic));
      });
      return topics.flat();
    },
  };
}

function body(from: readonly FetchFrom[], { scope, waitMs, bytes, bytesOfPartition }: FetchLimits): Buffer {
  const writer = new Writer()
    .int32(-1) // replicaId
    .int32(waitMs)
    .int32(waitMs > 0 ? 1 : 0) // minBytes
    .int32(bytes)
    .int8(scope === 'decided' ? 1 : 0)
    .int32(0) // sessionId
    .int32(-1); // sessionEpoch
  writer.array([...Map.groupBy(from, ({ topic }) => topic)], false, ([topic, places]) => {
    writer.string(topic, false).array(places, false, ({ partition, offset }) =>
      writer
        .int32(partition)
        .int32(-1) // currentLeaderEpoch
        .int64(BigInt(offset))
        .int64(-1n) // logStartOffset
        .int32(bytesOfPartition),
    );
  });
  return writer
    .array([], false, () => {}) // forgottenTopics
    .string('', false) // rackId
    .bytes();
}

function readPartition(answer: Cursor, topic: string): FetchedPartition {
  const partition = answer.int32();
  const error = answer.int16();
  const high = Number(answer.int64());
  answer.int64(); // lastStableOffset
  const low = Number(answer.int64());
  const aborted = answer.array(false, () => ({
    producerId: Number(answer.int64()),
    firstOffset: Number(answer.int64()),
  }));
  answer.int32(); // preferredReadReplica
  const batches = readBatches(answer.blob(false) ?? Buffer.alloc(0));
  return { topic, partition, error, high, low, aborted: aborted.toSorted(byFirstOffset), batches };
}

const byFirstOffset = (a: { firstOffset: number }, b: { firstOffset: number }): number => a.firstOffset - b.firstOffset;
