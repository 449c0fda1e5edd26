// Which answers the tap changes, and how: brokers' addresses, and the versions that clients may ask for.
import type { Address } from '../../kafka/connection.ts';
import type { Answer } from '../../kafka/frames/answer.ts';
import { apiKeys } from '../../kafka/frames/api-names.ts';
import { Writer } from '../../kafka/frames/writer.ts';
import { walks } from './broker-addresses.ts';
import { Rewriter, type Swap } from './rewriter.ts';

/**
 * The newest version that the tap can read of each request whose answer may hand out addresses. Clients are told that
 * the broker knows no newer one, so that a newer Kafka cannot lead them past the tap. Fetch hands out addresses since
 * version 16 (KIP-951, a hint about a new leader) and changed nothing else for consumers: with 15, records pass
 * through as they come, and no answer waits in memory.
 */
const newest: ReadonlyMap<number, number> = new Map([
  [apiKeys.produce, 13],
  [apiKeys.fetch, 15],
  [apiKeys.metadata, 13],
  [apiKeys.findCoordinator, 6],
  [apiKeys.describeCluster, 2],
]);

/** False for a request whose answer may hand out addresses that the tap would not see. */
export function isReadable({ apiKey, apiVersion }: Omit<Answer, 'bytes'>): boolean {
  return apiVersion <= (newest.get(apiKey) ?? Number.POSITIVE_INFINITY);
}

/** True for a request whose answer must be rewritten as a whole. */
export function isRewritten(request: Omit<Answer, 'bytes'>): boolean {
  return request.apiKey === apiKeys.apiVersions || (walks.has(request.apiKey) && isReadable(request));
}

/** Rewrites an answer. Throws `UnreadableMessage` for one that has not the shape of its version. */
export function rewriteAnswer({ apiKey, apiVersion, bytes }: Answer, swap: Swap): Buffer {
  const message = new Rewriter(bytes, swap);
  if (apiKey === apiKeys.apiVersions) limitVersions(message, apiVersion);
  walks.get(apiKey)?.(message, apiVersion);
  return message.finish();
}

/** The brokers whose addresses an answer hands out, in its order. Throws as `rewriteAnswer` does. */
export function brokersIn(answer: Answer): Address[] {
  const brokers: Address[] = [];
  rewriteAnswer(answer, (broker) => {
    brokers.push(broker);
    return broker;
  });
  return brokers;
}

const unsupportedVersion = 35;

function limitVersions(message: Rewriter, version: number): void {
  const { cursor } = message;
  // A broker that does not know the asked version answers in version 0, with this error (KIP-511).
  const flexible = cursor.int16() !== unsupportedVersion && version >= 3;
  cursor.array(flexible, () => {
    const limit = newest.get(cursor.int16());
    const oldest = cursor.int16();
    const start = cursor.at;
    const offered = cursor.int16();
    if (limit !== undefined && offered > limit && oldest <= limit)
      message.replaceFrom(start, new Writer().int16(limit));
    cursor.tags(flexible);
  });
}
