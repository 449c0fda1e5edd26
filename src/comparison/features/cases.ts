// The records that every client writes and reads, byte for byte. Some compress well, or librdkafka would leave them as they are.
import type { ObservedRecord } from '../../kafka/records.ts';
import { evidence } from './en-evidence.ts';

/** A record as the contract's CASES_FILE holds it: key, value and headers' values in base64, or null. */
export interface Case {
  readonly name: string;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly (readonly [string, string | null])[];
}

const bytes = (...values: number[]): string => Buffer.from(values).toString('base64');
const words = (text: string, times = 1): string => Buffer.from(text.repeat(times)).toString('base64');
const everyByte = Buffer.from(Array.from({ length: 1024 }, (_, n) => n % 256)).toString('base64');

const common: readonly Case[] = [
  { name: 'plain text', key: words('key'), value: words('a value of some words ', 40), headers: [] },
  {
    name: 'UTF-8',
    key: words('Schlüssel-☕'),
    value: words('naïve – 日本語 😀 ', 40),
    headers: [['größe', words('☕')]],
  },
  {
    name: 'binary',
    key: bytes(0, 1, 0xfe, 0xff, 0x80),
    value: everyByte,
    headers: [['bytes', bytes(0, 0xff, 0xc3, 0x28)]],
  },
  { name: 'null value', key: words('tombstone'), value: null, headers: [] },
];

const rare: readonly Case[] = [
  { name: 'empty value', key: words('key'), value: '', headers: [] },
  { name: 'null key', key: null, value: words('without a key'), headers: [] },
  { name: 'empty key', key: '', value: words('with an empty key'), headers: [] },
  {
    name: 'repeated headers',
    key: words('key'),
    value: words('value'),
    headers: [
      ['a', words('1')],
      ['b', words('2')],
      ['a', words('3')],
    ],
  },
  { name: 'empty header', key: words('key'), value: words('value'), headers: [['e', '']] },
  { name: 'null header', key: words('key'), value: words('value'), headers: [['n', null]] },
];

/** One topic's worth of records, in one codec. */
export interface CaseSet {
  readonly name: string;
  readonly codec: string;
  readonly cases: readonly Case[];
}

export const caseSets: readonly CaseSet[] = [
  { name: 'none', codec: 'none', cases: common },
  // By themselves: one that a client cannot read must not hide the others.
  { name: 'rare', codec: 'none', cases: rare },
  ...['gzip', 'snappy', 'lz4', 'zstd'].map((codec) => ({ name: codec, codec, cases: common })),
];

/** How a record differs that is not there. */
export const missingRecord = 'missing';

/** How a record differs from what it should be, in words; undefined where it does not. */
export function differenceOf(wanted: Omit<Case, 'name'>, found: Omit<Case, 'name'> | undefined): string | undefined {
  if (!found) return missingRecord;
  const parts = (['key', 'value'] as const).filter((part) => wanted[part] !== found[part]);
  const told = parts.map((part) => evidence.otherPart(part, shown(found[part]), shown(wanted[part])));
  if (JSON.stringify(wanted.headers) !== JSON.stringify(found.headers))
    told.push(evidence.otherHeadersThan(headersShown(found), headersShown(wanted)));
  return told.length > 0 ? told.join('; ') : undefined;
}

const headersShown = ({ headers }: Omit<Case, 'name'>): string =>
  headers.length === 0 ? 'none' : headers.map(([name, value]) => `${name}=${shown(value)}`).join(', ');

function shown(base64: string | null): string {
  if (base64 === null) return 'null';
  const found = Buffer.from(base64, 'base64');
  if (found.length === 0) return 'empty';
  const hex = found.subarray(0, 16).toString('hex');
  return `0x${hex}${found.length > 16 ? `… (${found.length} bytes)` : ''}`;
}

/** A record of the log in the same form. */
export function caseInLog({ keyBytes, valueBytes, headerList }: ObservedRecord): Omit<Case, 'name'> {
  return {
    key: keyBytes?.toString('base64') ?? null,
    value: valueBytes?.toString('base64') ?? null,
    headers: headerList.map(({ name, value }) => [name, value?.toString('base64') ?? null]),
  };
}
