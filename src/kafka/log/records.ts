// Record batches with the records in them. Read here, not by a client, because a client shows records and hides the batches
// they came in.
import { Cursor } from '../frames/cursor.ts';
import { readBatchHeaders, type BatchHeader } from './batch-header.ts';
import { decompress, type Codec } from './decompress.ts';

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

/** Reads all whole batches; a fetch may cut off the last one. */
export function readBatches(bytes: Buffer): LogBatch[] {
  return readBatchHeaders(bytes).map((header) => {
    const { baseOffset, lastOffset, codec, producer, transactional, control } = header;
    const producerId = Number(producer?.id ?? -1n);
    const records = readRecords(header);
    return { baseOffset, lastOffset, codec, bytes: header.bytes, producerId, transactional, control, records };
  });
}

/** Decompresses and reads the records of one batch. */
export function readRecords(batch: BatchHeader): LogRecord[] {
  const records = new Cursor(decompress(batch.codec, batch.payload));
  return Array.from({ length: batch.count }, () => readRecord(records, batch));
}

function readRecord(records: Cursor, { baseOffset, baseTimestamp, maxTimestamp, timedByBroker }: BatchHeader) {
  const cursor = new Cursor(records.take(records.varint()));
  cursor.int8(); // attributes, unused
  const delta = cursor.varint();
  const record: LogRecord = {
    timestamp: timedByBroker ? maxTimestamp : baseTimestamp + delta,
    offset: baseOffset + cursor.varint(),
    key: cursor.varbytes(),
    value: cursor.varbytes(),
    headers: Array.from({ length: cursor.varint() }, () => ({
      name: cursor.varbytes()?.toString('utf8') ?? '',
      value: cursor.varbytes(),
    })),
  };
  return record;
}
