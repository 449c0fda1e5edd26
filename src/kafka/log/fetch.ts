// A fetch by kafkajs' connection, without kafkajs' decoding: it knows gzip only, and shows no batches.
import { createRequire } from 'node:module';
import type { KafkaBroker, KafkaRequest } from '../kafkajs-cluster.ts';
import { Cursor } from '../frames/cursor.ts';
import { readBatches, type LogBatch } from './read-batches.ts';

export interface FetchedPartition {
  /** Transactions that were aborted, by producer and first offset, in the order of their offsets. */
  readonly aborted: readonly { readonly producerId: number; readonly firstOffset: number }[];
  readonly batches: readonly LogBatch[];
}

export interface FetchPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /**
   * `decided` ends before transactions that are still open, and names those that were aborted; `all` shows everything, and
   * names none. The broker knows no third way.
   */
  readonly scope: 'decided' | 'all';
}

const maxBytes = 8 * 1024 * 1024;

// Version 11 is the newest that kafkajs speaks, and the last before flexible messages.
const fetchRequest: (options: object) => KafkaRequest = createRequire(import.meta.url)(
  'kafkajs/src/protocol/requests/fetch/v11/request',
);

/** What stands in a partition from an offset on, as far as one answer goes. */
export async function fetchPartition(broker: KafkaBroker, place: FetchPlace): Promise<FetchedPartition> {
  const { topic, partition, offset, scope } = place;
  const fetchOffset = String(offset);
  const request = fetchRequest({
    replicaId: -1,
    isolationLevel: scope === 'decided' ? 1 : 0,
    maxWaitTime: 1,
    minBytes: 0,
    maxBytes,
    topics: [{ topic, partitions: [{ partition, currentLeaderEpoch: -1, fetchOffset, maxBytes }] }],
  });
  await openForFetches(broker, request);
  return broker.connectionPool.send({
    request,
    response: { decode: async (raw) => readAnswer(new Cursor(raw)), parse: async (answer) => answer },
  });
}

const opening = new WeakMap<KafkaBroker['connectionPool'], Promise<unknown>>();

// kafkajs has a connection for fetches alone, and opens it anew for every request that finds it not open yet. Of several
// at once all but the last would stay open, unknown to disconnect(), and keep the process alive.
async function openForFetches({ connectionPool }: KafkaBroker, request: KafkaRequest): Promise<void> {
  let open = opening.get(connectionPool);
  if (!open) {
    open = connectionPool.getConnectionByRequest({ request }).finally(() => opening.delete(connectionPool));
    opening.set(connectionPool, open);
  }
  await open;
}

// Fetch response, version 11, of one partition of one topic.
function readAnswer(cursor: Cursor): FetchedPartition {
  cursor.take(4 + 2 + 4); // throttleTime, errorCode, sessionId
  const [partitions = []] = cursor.array(false, () => {
    cursor.string(false);
    return cursor.array(false, () => readPartition(cursor));
  });
  return partitions[0] ?? { aborted: [], batches: [] };
}

function readPartition(cursor: Cursor): FetchedPartition {
  cursor.int32(); // partition
  const errorCode = cursor.int16();
  if (errorCode !== 0) throw new Error(`The broker answered a fetch with error ${errorCode}.`);
  cursor.take(8 + 8 + 8); // highWatermark, lastStableOffset, logStartOffset
  const aborted = cursor.array(false, () => ({
    producerId: Number(cursor.int64()),
    firstOffset: Number(cursor.int64()),
  }));
  cursor.int32(); // preferredReadReplica
  const batches = readBatches(cursor.blob(false) ?? Buffer.alloc(0));
  return { aborted: aborted.toSorted((a, b) => a.firstOffset - b.firstOffset), batches };
}
