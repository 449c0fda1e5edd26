import type { Cluster } from '../../kafka/cluster.ts';
import type { Codec } from '../../kafka/log/decompress.ts';
import type { LogBatch, LogRecord } from '../../kafka/log/records.ts';
import type { LedPartition } from '../../kafka/offsets.ts';
import { readRecordAt } from '../../kafka/records.ts';
import { bytesToText, headersToText } from './logged-record.ts';

/** One record with its whole key, value and headers, as far as a person would read. */
export interface FullRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly (readonly [string, string | null])[];
  readonly keySize: number;
  readonly valueSize: number;
  readonly producerId: number;
  /** Of the batch that it came in. */
  readonly codec: Codec;
  readonly control: boolean;
}

const longest = 64 * 1024;

/** Reads the record at this offset; undefined where the log has none there. */
export async function readRecord(
  cluster: Cluster,
  place: LedPartition & { readonly offset: number },
): Promise<FullRecord | undefined> {
  const found = await readRecordAt(cluster, place);
  return found && toFullRecord(place, found.batch, found.record);
}

function toFullRecord(
  { topic, partition }: { readonly topic: string; readonly partition: number },
  { producerId, control, codec }: LogBatch,
  record: LogRecord,
): FullRecord {
  return {
    topic,
    partition,
    offset: record.offset,
    timestamp: record.timestamp,
    key: bytesToText(record.key, longest),
    value: bytesToText(record.value, longest),
    headers: headersToText(record, longest),
    keySize: record.key?.length ?? 0,
    valueSize: record.value?.length ?? 0,
    producerId,
    control,
    codec,
  };
}
