// Reads the headers of record batches (magic 2, https://kafka.apache.org/documentation/#recordbatch).
// The records themselves stay as they are: nothing is decompressed.
import { Cursor, UnreadableMessage } from './cursor.ts';

const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
type Codec = (typeof codecs)[number];

/** One record batch as the client built it. */
export interface RecordBatch {
  readonly records: number;
  readonly codec: Codec;
  /** What the batch takes on the wire, compressed, with its header. */
  readonly bytes: number;
  /** Undefined unless the producer is idempotent or transactional. */
  readonly producer: { readonly id: bigint; readonly epoch: number; readonly firstSequence: number } | undefined;
  readonly transactional: boolean;
}

const codecBits = 0x07;
const transactionalBit = 0x10;
/** baseOffset int64, batchLength int32: the length counts what comes after itself. */
const bytesBeforeLengthEnds = 12;

function recordBatch(cursor: Cursor): RecordBatch {
  cursor.int64();
  const length = cursor.int32();
  const body = new Cursor(cursor.take(length));
  body.int32(); // partitionLeaderEpoch
  const magic = body.int8();
  if (magic !== 2) throw new UnreadableMessage(`a record batch of format ${magic}`);
  body.int32(); // crc
  const attributes = body.int16();
  body.take(4 + 8 + 8); // lastOffsetDelta, baseTimestamp, maxTimestamp
  const id = body.int64();
  const epoch = body.int16();
  const firstSequence = body.int32();
  const codec = codecs[attributes & codecBits];
  if (codec === undefined) throw new UnreadableMessage(`compression codec ${attributes & codecBits}`);
  return {
    records: body.int32(),
    codec,
    bytes: bytesBeforeLengthEnds + length,
    producer: id < 0n ? undefined : { id, epoch, firstSequence },
    transactional: (attributes & transactionalBit) !== 0,
  };
}

/** Reads the batches that a Produce request carries for one partition. Throws `UnreadableMessage` for older formats. */
export function recordBatches(bytes: Buffer): RecordBatch[] {
  const cursor = new Cursor(bytes);
  const batches: RecordBatch[] = [];
  while (cursor.left > 0) batches.push(recordBatch(cursor));
  return batches;
}
