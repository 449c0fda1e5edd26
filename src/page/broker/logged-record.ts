import type { LogBatch, LogRecord } from '../../kafka/log/records.ts';
import type { LoggedRecord, Outcome } from './record-log.ts';

const longestKey = 120;
const longestValue = 240;
const longestHeader = 80;

/** A record as the page lists it: texts cut short, bytes that are no text shown as hexadecimal. */
export function toLoggedRecord(place: { topic: string; partition: number }, batch: LogBatch, record: LogRecord) {
  const { offset, timestamp, key, value } = record;
  const logged: LoggedRecord = {
    topic: place.topic,
    partition: place.partition,
    offset,
    timestamp,
    key: batch.control ? null : bytesToText(key, longestKey),
    value: batch.control ? null : bytesToText(value, longestValue),
    headers: headersToText(record, longestHeader),
    size: value?.length ?? 0,
    producerId: batch.producerId,
    outcome: outcomeOf(batch, record),
  };
  return logged;
}

/** All headers in order. */
export function headersToText({ headers }: LogRecord, longest: number): [string, string | null][] {
  return headers.map(({ name, value }) => [name, bytesToText(value, longest)]);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes as text where they are UTF-8, as `0x…` where not; at most `longest` characters; null stays null. */
export function bytesToText(bytes: Buffer | null, longest: number): string | null {
  if (bytes === null) return null;
  // More bytes than are shown, so that the cut never falls into a character that is.
  const cut = bytes.length > longest * 4 ? wholeCharacters(bytes.subarray(0, longest * 4)) : bytes;
  const text = decode(cut) ?? `0x${bytes.subarray(0, longest).toString('hex')}`;
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function decode(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

// Takes off the character that the cut went through: bytes of 10xxxxxx continue one, and 11xxxxxx begins it.
function wholeCharacters(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, (bytes[end - 1] ?? 0) >= 0xc0 ? end - 1 : end);
}

// The key of a marker holds a version and a type: 0 ends its transaction with an abort, 1 with a commit.
function outcomeOf({ control, transactional }: LogBatch, { key }: LogRecord): Outcome {
  if (control) return key && key.length >= 4 && key.readInt16BE(2) === 1 ? 'commit' : 'abort';
  return transactional ? 'open' : 'plain';
}
