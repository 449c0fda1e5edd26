// Record batches (magic 2) as the broker keeps them: https://kafka.apache.org/documentation/#recordbatch
// Read here, not by a client, because a client shows records and hides the batches they came in.
import { Cursor, UnreadableMessage } from '../frames/cursor.ts';
import { codecs, decompress, type Codec } from './decompress.ts';

export interface LogBatch {
  readonly baseOffset: number;
  /** Of the batch as it was written: compaction may have taken its last records away. */
  readonly lastOffset: number;
  readonly codec: Codec;
  /** What the batch takes in the log, compressed, with its header. */
  readonly bytes: number;
  /** -1 where the producer was not idempotent. */
  readonly producerId: number;
  readonly transactional: boolean;
  /** Holds no records but a marker: a transaction was committed or aborted here. */
  readonly control: boolean;
  readonly records: readonly LogRecord[];
}

export interface LogRecord {
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly { readonly name: string; readonly value: Buffer | null }[];
}

const codecBits = 0x07;
const appendTimeBit = 0x08;
const transactionalBit = 0x10;
const controlBit = 0x20;

/** Reads all whole batches; a fetch may cut off the last one. */
export function readBatches(bytes: Buffer): LogBatch[] {
  const cursor = new Cursor(bytes);
  const batches: LogBatch[] = [];
  while (cursor.left >= 12) {
    const baseOffset = Number(cursor.int64());
    const length = cursor.int32();
    if (length > cursor.left) break;
    batches.push(readBatch(baseOffset, cursor.take(length)));
  }
  return batches;
}

function readBatch(baseOffset: number, bytes: Buffer): LogBatch {
  const cursor = new Cursor(bytes);
  cursor.int32(); // partitionLeaderEpoch
  const magic = cursor.int8();
  if (magic !== 2) throw new UnreadableMessage(`a record batch of format ${magic}`);
  cursor.int32(); // crc
  const attributes = cursor.int16();
  const lastOffset = baseOffset + cursor.int32();
  const baseTimestamp = Number(cursor.int64());
  const maxTimestamp = Number(cursor.int64());
  const producerId = Number(cursor.int64());
  cursor.take(2 + 4); // producerEpoch, baseSequence
  const codec = codecs[attributes & codecBits];
  if (codec === undefined) throw new UnreadableMessage(`compression codec ${attributes & codecBits}`);
  const count = cursor.int32();
  const records = new Cursor(decompress(codec, cursor.take(cursor.left)));
  // Where the broker sets the time, it sets it once for the batch.
  const time = (delta: number): number => (attributes & appendTimeBit ? maxTimestamp : baseTimestamp + delta);
  return {
    baseOffset,
    lastOffset,
    codec,
    bytes: bytes.length + 12,
    producerId,
    transactional: (attributes & transactionalBit) !== 0,
    control: (attributes & controlBit) !== 0,
    records: Array.from({ length: count }, () => readRecord(records, baseOffset, time)),
  };
}

function readRecord(batch: Cursor, baseOffset: number, time: (delta: number) => number): LogRecord {
  const cursor = new Cursor(batch.take(varint(batch)));
  cursor.int8(); // attributes, unused
  const timestamp = time(varint(cursor));
  const offset = baseOffset + varint(cursor);
  const key = varbytes(cursor);
  const value = varbytes(cursor);
  const headers = Array.from({ length: varint(cursor) }, () => ({
    name: varbytes(cursor)?.toString('utf8') ?? '',
    value: varbytes(cursor),
  }));
  return { offset, timestamp, key, value, headers };
}

function varbytes(cursor: Cursor): Buffer | null {
  const length = varint(cursor);
  return length < 0 ? null : cursor.take(length);
}

/** Zigzag, up to 64 bits; a time may need more than 32. */
function varint(cursor: Cursor): number {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = cursor.take(1).readUInt8();
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return Number((value >> 1n) ^ -(value & 1n));
  }
  throw new UnreadableMessage('a varint of more than ten bytes');
}
