// Reads what a client asks: the header of every request, and the body of the few that exercises look into.
import { apiKeys } from './api-names.ts';
import { ifReadable, type Cursor } from './cursor.ts';
import { readBatchHeaders, type BatchHeader } from '../log/batch-header.ts';
import { readProduced } from './read-produced.ts';

/** The header of a request, in all versions since Kafka 0.9. */
export interface RequestHeader {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly clientId: string | undefined;
}

/** One record batch as the client built it. */
export interface RecordBatch extends Pick<BatchHeader, 'codec' | 'bytes' | 'producer' | 'transactional'> {
  readonly records: number;
}

/** What a Produce request carries for one partition. */
interface ProducedPartition {
  /** The topic's name; in requests that name topics by id, the id, until the tap has seen the name in metadata. */
  readonly topic: string;
  readonly partition: number;
  readonly batches: readonly RecordBatch[];
}

export interface ProduceBody {
  /** 0: the client waits for no answer, 1: for the leader, -1: for all in-sync replicas. */
  readonly acks: number;
  readonly transactionalId: string | undefined;
  readonly timeoutMs: number;
  readonly partitions: readonly ProducedPartition[];
}

export interface FetchBody {
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number | undefined;
  readonly isolation: 'read_uncommitted' | 'read_committed';
}

/** What a member of a classic group asks for as it joins. */
export interface JoinGroupBody {
  readonly sessionTimeoutMs: number;
  /** How long the group waits for its members in a rebalance; undefined in the oldest version. */
  readonly rebalanceTimeoutMs: number | undefined;
}

/** How a client introduces itself in ApiVersions 3 and later. */
export interface Software {
  readonly name: string;
  readonly version: string;
}

export interface RequestBody {
  readonly produce?: ProduceBody;
  readonly fetch?: FetchBody;
  readonly joinGroup?: JoinGroupBody;
  readonly software?: Software;
}

/** Reads a request's header and leaves the cursor behind the client id. */
export function readHeader(cursor: Cursor): RequestHeader {
  return {
    apiKey: cursor.int16(),
    apiVersion: cursor.int16(),
    correlationId: cursor.int32(),
    clientId: cursor.string(false),
  };
}

/** Reads the body behind a header. Empty for a request that the tap does not look into, or cannot read. */
export function readBody(cursor: Cursor, header: RequestHeader, topicName: (id: string) => string): RequestBody {
  const { apiKey, apiVersion } = header;
  const body = ifReadable((): RequestBody => {
    if (apiKey === apiKeys.produce) return { produce: produceBody(cursor, apiVersion, topicName) };
    if (apiKey === apiKeys.fetch) return { fetch: fetchBody(cursor, apiVersion) };
    if (apiKey === apiKeys.joinGroup) return { joinGroup: joinGroupBody(cursor, apiVersion) };
    if (apiKey === apiKeys.apiVersions && apiVersion >= 3) return { software: software(cursor) };
    return {};
  });
  return body ?? {};
}

function produceBody(cursor: Cursor, version: number, topicName: (id: string) => string): ProduceBody {
  const { acks, transactionalId, timeoutMs, partitions } = readProduced(cursor, version);
  return {
    acks,
    transactionalId,
    timeoutMs,
    partitions: partitions.map(({ topic, partition, records }) => ({
      topic: version >= 13 ? topicName(topic) : topic,
      partition,
      batches: readBatchHeaders(records).map(asSent),
    })),
  };
}

const asSent = ({ count, codec, bytes, producer, transactional }: BatchHeader): RecordBatch => ({
  records: count,
  codec,
  bytes,
  producer,
  transactional,
});

function fetchBody(cursor: Cursor, version: number): FetchBody {
  cursor.tags(version >= 12); // of the header
  if (version < 15) cursor.int32(); // replicaId
  return {
    maxWaitMs: cursor.int32(),
    minBytes: cursor.int32(),
    maxBytes: version >= 3 ? cursor.int32() : undefined,
    isolation: version >= 4 && cursor.int8() === 1 ? 'read_committed' : 'read_uncommitted',
  };
}

function joinGroupBody(cursor: Cursor, version: number): JoinGroupBody {
  const flexible = version >= 6;
  cursor.tags(flexible); // of the header
  cursor.string(flexible); // groupId
  return {
    sessionTimeoutMs: cursor.int32(),
    rebalanceTimeoutMs: version >= 1 ? cursor.int32() : undefined,
  };
}

function software(cursor: Cursor): Software {
  cursor.tags(true); // of the header
  return { name: cursor.string(true) ?? '', version: cursor.string(true) ?? '' };
}
