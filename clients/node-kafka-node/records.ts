// Records byte for byte, as ../README.md's cases have them, as far as a client without headers can.
import { readFileSync } from 'node:fs';
import kafka, { type Message } from 'kafka-node';
import { called, makeProducer, makeReader, records, topic } from './connect.ts';
import { NotOffered, type Result } from './result.ts';

interface Case {
  key: string | null;
  value: string | null;
  headers: [string, string | null][];
}

const bytes = (base64: string | null) => (base64 === null ? null : Buffer.from(base64, 'base64'));
const text = (buffer: unknown) => (buffer == null ? null : Buffer.from(buffer as Buffer).toString('base64'));

export const codecs: Record<string, number> = { none: 0, gzip: 1, snappy: 2 };

export async function write(): Promise<Result> {
  const codec = codecs[process.env.COMPRESSION ?? 'none'];
  if (codec === undefined) throw new NotOffered('https://github.com/SOHU-Co/kafka-node#sendpayloads-cb');
  const cases = JSON.parse(readFileSync(process.env.CASES_FILE ?? '', 'utf8')) as Case[];
  const producer = await makeProducer(-1, codec);
  try {
    for (const { key, value } of cases) await producer.send([{ partition: 0, key: bytes(key), value: bytes(value) }]);
    return { evidence: { written: cases.length } };
  } finally {
    await producer.close();
  }
}

export async function read(): Promise<Result> {
  const found: object[] = [];
  const done = Promise.withResolvers<void>();
  const reader = await makeReader((message) => {
    if (found.length < records) found.push(caseOf(message));
    if (found.length === records || message.offset! + 1 >= Number(message.highWaterOffset)) done.resolve();
  });
  try {
    const offsets = new kafka.Offset(reader.client);
    type Latest = Record<string, Record<string, number>>;
    const latest = await called<Latest>((done) => offsets.fetchLatestOffsets([topic], done));
    if (latest[topic]?.[0]) await Promise.race([done.promise, reader.failed]);
    return { evidence: { records: found } };
  } finally {
    await reader.close();
  }
}

function caseOf({ key, value, offset }: Message): object {
  return { offset, key: text(key), value: text(value), headers: [] };
}

export async function partitions(): Promise<Result> {
  // The keyed partitioner hashes otherwise than Java does, and there is no other that would not.
  if (process.env.PARTITIONER === 'java') throw new NotOffered('https://github.com/SOHU-Co/kafka-node#producer');
  const producer = await makeProducer();
  try {
    const chosen: number[] = [];
    for (let n = 0; n < 24; n++) {
      const report = await producer.send([{ key: `key-${n}`, value: '' }]);
      chosen.push(Number(Object.keys(report[topic] ?? {})[0] ?? -1));
    }
    return { evidence: { partitions: chosen }, settings: { partitionerType: 3 } };
  } finally {
    await producer.close();
  }
}
