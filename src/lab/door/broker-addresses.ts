// Where brokers' addresses stand in the answers that hand them out, version by version, up to Kafka 4.4.
import { apiKeys } from '../../kafka/frames/api-names.ts';
import type { Cursor } from '../../kafka/frames/cursor.ts';
import type { Rewriter } from './rewriter.ts';

/** Walks through an answer, in this version, and rewrites each address on the way. */
type Walk = (message: Rewriter, version: number) => void;

/** The walks by the key of the request. Produce hands out addresses since version 10 (KIP-951). */
export const walks: ReadonlyMap<number, Walk> = new Map([
  [apiKeys.produce, produce],
  [apiKeys.metadata, metadata],
  [apiKeys.findCoordinator, findCoordinator],
  [apiKeys.describeCluster, describeCluster],
]);

function metadata(message: Rewriter, version: number): void {
  const { cursor } = message;
  const flexible = version >= 9;
  cursor.tags(flexible); // of the header
  if (version >= 3) cursor.int32(); // throttle
  cursor.array(flexible, () => {
    cursor.int32(); // node id
    message.address(flexible);
    if (version >= 1) cursor.string(flexible); // rack
    cursor.tags(flexible);
  });
}

function findCoordinator(message: Rewriter, version: number): void {
  const { cursor } = message;
  const flexible = version >= 3;
  cursor.tags(flexible); // of the header
  if (version >= 1) cursor.int32(); // throttle
  if (version >= 4) {
    cursor.array(true, () => coordinator(message));
    return;
  }
  cursor.int16(); // error
  if (version >= 1) cursor.string(flexible); // error message
  cursor.int32(); // node id
  message.address(flexible);
}

function coordinator(message: Rewriter): void {
  const { cursor } = message;
  cursor.string(true); // key
  cursor.int32(); // node id
  message.address(true);
  cursor.int16(); // error
  cursor.string(true); // error message
  cursor.tags(true);
}

function describeCluster(message: Rewriter, version: number): void {
  const { cursor } = message;
  cursor.tags(true); // of the header
  cursor.int32(); // throttle
  cursor.int16(); // error
  cursor.string(true); // error message
  // Controllers (endpoint type 2) listen for each other: clients have no business there, their addresses stay.
  if (version >= 1 && cursor.int8() !== 1) return;
  cursor.string(true); // cluster id
  cursor.int32(); // controller id
  cursor.array(true, () => {
    cursor.int32(); // broker id
    message.address(true);
    cursor.string(true); // rack
    if (version >= 2) cursor.int8(); // fenced
    cursor.tags(true);
  });
}

/** Passes over an answer to Produce, from behind its correlation id up to the throttle time. */
export function passProduced(cursor: Cursor, version: number): void {
  const flexible = version >= 9;
  cursor.tags(flexible); // of the header
  cursor.array(flexible, () => {
    if (version >= 13) cursor.uuid();
    else cursor.string(flexible);
    cursor.array(flexible, () => passPartition(cursor, version));
    cursor.tags(flexible);
  });
}

function passPartition(cursor: Cursor, version: number): void {
  const flexible = version >= 9;
  cursor.take(4 + 2 + 8 + 8); // partition, error, base offset, append time
  if (version >= 5) cursor.int64(); // log start offset
  if (version >= 8) {
    cursor.array(flexible, () => {
      cursor.int32(); // index of a refused record
      cursor.string(flexible);
      cursor.tags(flexible);
    });
    cursor.string(flexible); // error message
  }
  cursor.tags(flexible);
}

function produce(message: Rewriter, version: number): void {
  if (version < 10) return;
  const { cursor } = message;
  passProduced(cursor, version);
  cursor.int32(); // throttle
  message.tagZero(nodeEndpoints);
}

function nodeEndpoints(message: Rewriter): void {
  const { cursor } = message;
  cursor.array(true, () => {
    cursor.int32(); // node id
    message.address(true);
    cursor.string(true); // rack
    cursor.tags(true);
  });
}
