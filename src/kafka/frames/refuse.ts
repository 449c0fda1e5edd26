// The answers by which a broker refuses a request with an error, as Kafka's own `getErrorResponse` writes them.
import { apiKeys, apiName } from './api-names.ts';
import { ifReadable, type Cursor } from './cursor.ts';
import { readProduced } from './read-produced.ts';
import type { RequestHeader } from './read-request.ts';
import { Writer } from './writer.ts';

/** A request that is to be refused: the cursor stands behind its client id. */
interface Refused {
  readonly request: Cursor;
  readonly version: number;
  readonly error: number;
}

/** From which versions on a message is flexible, and its answer begins with a throttle time. */
interface Versions {
  readonly flexible: number;
  readonly throttle: number;
}

type Refuse = (refused: Refused) => Writer;

const refusals: ReadonlyMap<number, Refuse> = new Map<number, Refuse>([
  [apiKeys.produce, refuseProduce],
  [apiKeys.fetch, refuseFetch],
  [apiKeys.offsetCommit, refuseOffsetCommit],
  [apiKeys.joinGroup, refuseJoinGroup],
  [apiKeys.syncGroup, refuseSyncGroup],
  [
    apiKeys.heartbeat,
    (refused) =>
      begin(refused, { flexible: 4, throttle: 1 })
        .int16(refused.error)
        .tags(refused.version >= 4),
  ],
  [apiKeys.initProducerId, refuseInitProducerId],
  [apiKeys.endTxn, refuseEndTxn],
]);

/** The kinds of request that can be refused here. */
export const refusableApis = (): string[] => [...refusals.keys()].map(apiName);

/** Whether requests of this kind can be refused here. */
export const isRefusable = (apiKey: number): boolean => refusals.has(apiKey);

/**
 * The answer, from behind its correlation id, by which a broker refuses a request; undefined for kinds that are not known
 * here, and for requests that cannot be read.
 */
export function refusal({ apiKey, apiVersion }: RequestHeader, request: Cursor, error: number): Buffer | undefined {
  return ifReadable(() => refusals.get(apiKey)?.({ request, version: apiVersion, error }).bytes());
}

function begin({ version }: Refused, { flexible, throttle }: Versions): Writer {
  const answer = new Writer().tags(version >= flexible); // of the header
  return version >= throttle ? answer.int32(0) : answer;
}

interface Place {
  /** The topic's name; its id where requests name topics so. */
  readonly topic: string;
  readonly partition: number;
}

/** Writes an array of topics with an array of partitions each, as all answers by partition have it. */
function byTopic(
  answer: Writer,
  places: readonly Place[],
  { flexible, byId }: { flexible: boolean; byId: boolean },
  partition: (place: Place) => void,
): Writer {
  return answer.array([...Map.groupBy(places, ({ topic }) => topic)], flexible, ([topic, ofTopic]) => {
    if (byId) answer.raw(Buffer.from(topic, 'hex'));
    else answer.string(topic, flexible);
    answer.array(ofTopic, flexible, partition).tags(flexible);
  });
}

function refuseProduce(refused: Refused): Writer {
  const { request, version, error } = refused;
  const flexible = version >= 9;
  const answer = new Writer().tags(flexible); // of the header
  const { partitions } = readProduced(request, version);
  byTopic(answer, partitions, { flexible, byId: version >= 13 }, ({ partition }) => {
    answer.int32(partition).int16(error);
    answer.int64(-1n).int64(-1n); // base offset, append time
    if (version >= 5) answer.int64(-1n); // log start offset
    if (version >= 8) answer.array([], flexible, () => {}).string(undefined, flexible); // refused records, message
    answer.tags(flexible);
  });
  return answer.int32(0).tags(flexible); // throttle
}

function refuseFetch(refused: Refused): Writer {
  const { version, error } = refused;
  const flexible = version >= 12;
  const answer = begin(refused, { flexible: 12, throttle: 1 });
  if (version >= 7) answer.int16(error).int32(0); // session id
  // Where topics go by their id the error stands for all of them.
  const places = version >= 13 ? [] : fetchedPlaces(refused, flexible);
  byTopic(answer, places, { flexible, byId: false }, ({ partition }) => {
    answer.int32(partition).int16(error);
    answer.int64(-1n).int64(-1n); // high watermark, last stable offset
    if (version >= 5) answer.int64(-1n); // log start offset
    answer.array([], flexible, () => {}); // aborted transactions
    if (version >= 11) answer.int32(-1); // preferred read replica
    if (flexible) answer.uvarint(1);
    else answer.int32(0); // records: none
    answer.tags(flexible);
  });
  return answer.tags(flexible);
}

function fetchedPlaces({ request, version }: Refused, flexible: boolean): Place[] {
  request.tags(flexible); // of the header
  request.take(4 + 4 + 4 + 4 + 1); // replica, wait, min and max bytes, isolation
  if (version >= 7) request.take(4 + 4); // session
  const bytesBehind = 8 + (version >= 12 ? 4 : 0) + (version >= 5 ? 8 : 0) + 4;
  return readPlaces(request, flexible, () => {
    const partition = request.int32();
    request.take((version >= 9 ? 4 : 0) + bytesBehind); // epochs, offsets, max bytes
    return partition;
  });
}

function readPlaces(request: Cursor, flexible: boolean, readPartition: () => number, byId = false): Place[] {
  const topics = request.array(flexible, () => {
    const topic = byId ? request.uuid() : (request.string(flexible) ?? '');
    const partitions = request.array(flexible, () => {
      const partition = readPartition();
      request.tags(flexible);
      return { topic, partition };
    });
    request.tags(flexible);
    return partitions;
  });
  return topics.flat();
}

function refuseOffsetCommit(refused: Refused): Writer {
  const { request, version, error } = refused;
  const [flexible, byId] = [version >= 8, version >= 10];
  request.tags(flexible); // of the header
  request.string(flexible); // group
  request.int32(); // generation
  request.string(flexible); // member
  if (version >= 7) request.string(flexible); // instance
  if (version <= 4) request.int64(); // retention
  const readPartition = (): number => {
    const partition = request.int32();
    request.int64(); // offset
    if (version >= 6) request.int32(); // leader epoch
    request.string(flexible); // metadata
    return partition;
  };
  const places = readPlaces(request, flexible, readPartition, byId);
  const answer = begin(refused, { flexible: 8, throttle: 3 });
  return byTopic(answer, places, { flexible, byId }, ({ partition }) => {
    answer.int32(partition).int16(error).tags(flexible);
  }).tags(flexible);
}

function refuseJoinGroup(refused: Refused): Writer {
  const { version, error } = refused;
  const flexible = version >= 6;
  const answer = begin(refused, { flexible: 6, throttle: 2 }).int16(error).int32(-1); // generation
  if (version >= 7) answer.string(undefined, flexible); // protocol type
  answer.string(version >= 7 ? undefined : '', flexible); // protocol name
  answer.string('', flexible); // leader
  if (version >= 9) answer.int8(0); // skip assignment
  return answer
    .string('', flexible) // member
    .array([], flexible, () => {}) // members
    .tags(flexible);
}

function refuseSyncGroup(refused: Refused): Writer {
  const { version, error } = refused;
  const flexible = version >= 4;
  const answer = begin(refused, { flexible: 4, throttle: 1 }).int16(error);
  if (version >= 5) answer.string(undefined, true).string(undefined, true); // protocol type and name
  // An assignment of no bytes has the length of an empty array.
  return answer.array([], flexible, () => {}).tags(flexible);
}

function refuseInitProducerId(refused: Refused): Writer {
  const { version, error } = refused;
  const answer = begin(refused, { flexible: 2, throttle: 0 }).int16(error).int64(-1n).int16(-1); // id, epoch
  if (version >= 6) answer.int64(-1n).int16(-1); // of a transaction that goes on
  return answer.tags(version >= 2);
}

function refuseEndTxn(refused: Refused): Writer {
  const { version, error } = refused;
  const answer = begin(refused, { flexible: 3, throttle: 0 }).int16(error);
  if (version >= 5) answer.int64(-1n).int16(-1); // id, epoch
  return answer.tags(version >= 3);
}
