// The header of a record batch (magic 2, https://kafka.apache.org/documentation/#recordbatch): as a client sends it, and as
// the broker keeps it. The records behind it stay as they are: nothing is decompressed.
import { UnreadableMessage, Cursor } from '../frames/cursor.ts';
import { codecs, type Codec } from './decompress.ts';
import { words } from '../words.ts';

export interface BatchHeader {
  readonly baseOffset: number;
  /** Of the batch as it was written: compaction may have taken its last records away. */
  readonly lastOffset: number;
  /** How many records it holds. */
  readonly count: number;
  readonly codec: Codec;
  /** What the batch takes on the wire and in the log, compressed, with its header. */
  readonly bytes: number;
  /** Undefined unless the producer is idempotent or transactional. */
  readonly producer: { readonly id: bigint; readonly epoch: number; readonly firstSequence: number } | undefined;
  readonly transactional: boolean;
  /** Holds no records but a marker: a transaction was committed or aborted here. */
  readonly control: boolean;
  /** Milliseconds since 1970: the first record's, and the newest's. */
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  /** The broker set the time, once for the batch. */
  readonly timedByBroker: boolean;
  /** The records, still compressed. */
  readonly payload: Buffer;
}

const codecBits = 0x07;
const appendTimeBit = 0x08;
const transactionalBit = 0x10;
const controlBit = 0x20;
/** baseOffset int64, batchLength int32: the length counts what comes after itself. */
const bytesBeforeLengthEnds = 12;

/** Reads all whole batches, one after the other; a fetch may cut off the last one. Throws `UnreadableMessage` for older formats. */
export function readBatchHeaders(bytes: Buffer): BatchHeader[] {
  const cursor = new Cursor(bytes);
  const headers: BatchHeader[] = [];
  while (cursor.left >= bytesBeforeLengthEnds) {
    const baseOffset = Number(cursor.int64());
    const length = cursor.int32();
    if (length > cursor.left) break;
    headers.push(readHeader(baseOffset, cursor.take(length)));
  }
  return headers;
}

function readHeader(baseOffset: number, bytes: Buffer): BatchHeader {
  const cursor = new Cursor(bytes);
  cursor.int32(); // partitionLeaderEpoch
  const magic = cursor.int8();
  if (magic !== 2) throw new UnreadableMessage(words.batchFormat(magic));
  cursor.int32(); // crc
  const attributes = cursor.int16();
  const codec = codecs[attributes & codecBits];
  if (codec === undefined) throw new UnreadableMessage(words.codec(attributes & codecBits));
  const lastOffset = baseOffset + cursor.int32();
  const [baseTimestamp, maxTimestamp] = [Number(cursor.int64()), Number(cursor.int64())];
  const [id, epoch, firstSequence] = [cursor.int64(), cursor.int16(), cursor.int32()];
  return {
    baseOffset,
    lastOffset,
    count: cursor.int32(),
    codec,
    bytes: bytesBeforeLengthEnds + bytes.length,
    producer: id < 0n ? undefined : { id, epoch, firstSequence },
    transactional: (attributes & transactionalBit) !== 0,
    control: (attributes & controlBit) !== 0,
    baseTimestamp,
    maxTimestamp,
    timedByBroker: (attributes & appendTimeBit) !== 0,
    payload: cursor.take(cursor.left),
  };
}
