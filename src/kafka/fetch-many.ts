// One fetch of many partitions that waits for news: what kafkajs' consumer does, without a group, and with each partition's
// trouble its own: a topic that is being deleted must not silence the others.
import { createRequire } from 'node:module';
import type { KafkaBroker, KafkaRequest } from './kafkajs-cluster.ts';
import { readBatches, type LogBatch } from './log/read-batches.ts';
import { Cursor } from './frames/cursor.ts';

export interface FetchFrom {
  readonly topic: string;
  readonly partition: number;
  /** The first offset that is wanted. */
  readonly next: number;
}

export interface Fetched {
  readonly topic: string;
  readonly partition: number;
  /** The offset that the next record gets. */
  readonly high: number;
  readonly low: number;
  /** There is nothing at the offset that was asked for, nor will there be. */
  readonly outOfRange: boolean;
  /** Whole batches: the first may begin before what was asked for. */
  readonly batches: readonly LogBatch[];
}

export interface FetchLimits {
  /** How long the broker may wait for the first byte, in milliseconds. */
  readonly waitMs: number;
  readonly bytes: number;
  readonly bytesOfPartition: number;
}

// Version 11 is the newest that kafkajs speaks, and the last before flexible messages.
const fetchRequest: (options: object) => KafkaRequest = createRequire(import.meta.url)(
  'kafkajs/src/protocol/requests/fetch/v11/request',
);

/** Fetches, open and aborted transactions included; partitions that answer with an error are left out. */
export async function fetchMany(
  broker: KafkaBroker,
  from: readonly FetchFrom[],
  limits: FetchLimits,
): Promise<Fetched[]> {
  const topics = [...Map.groupBy(from, ({ topic }) => topic)].map(([topic, places]) => ({
    topic,
    partitions: places.map(({ partition, next }) => ({
      partition,
      currentLeaderEpoch: -1,
      fetchOffset: String(next),
      maxBytes: limits.bytesOfPartition,
    })),
  }));
  const { waitMs: maxWaitTime, bytes: maxBytes } = limits;
  const request = fetchRequest({ replicaId: -1, isolationLevel: 0, maxWaitTime, minBytes: 1, maxBytes, topics });
  return broker.connectionPool.send({
    request,
    response: { decode: async (raw) => readAnswer(new Cursor(raw)), parse: async (answer) => answer },
  });
}

const offsetOutOfRange = 1;

// Fetch response, version 11.
function readAnswer(cursor: Cursor): Fetched[] {
  cursor.take(4 + 2 + 4); // throttleTime, errorCode, sessionId
  const topics = cursor.array(false, () => {
    const topic = cursor.string(false) ?? '';
    return cursor.array(false, () => readPartition(cursor, topic));
  });
  return topics.flat().filter((fetched) => fetched !== undefined);
}

function readPartition(cursor: Cursor, topic: string): Fetched | undefined {
  const partition = cursor.int32();
  const error = cursor.int16();
  const high = Number(cursor.int64());
  cursor.int64(); // lastStableOffset
  const low = Number(cursor.int64());
  cursor.array(false, () => cursor.take(16)); // abortedTransactions
  cursor.int32(); // preferredReadReplica
  const bytes = cursor.blob(false) ?? Buffer.alloc(0);
  const outOfRange = error === offsetOutOfRange;
  if (error !== 0 && !outOfRange) return undefined;
  return { topic, partition, high, low, outOfRange, batches: readBatches(bytes) };
}
