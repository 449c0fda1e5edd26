// Records byte for byte, as ../README.md's cases have them.
import { readFileSync } from 'node:fs';
import { setInterval } from 'node:timers/promises';
import {
  compatibilityPartitioner,
  type CompressionAlgorithmValue,
  type Message,
  type MessagesStream,
} from '@platformatic/kafka';
import { makeConsumer, makeProducer, records, topic } from './connect.ts';
import { ends } from './events.ts';
import type { Result } from './result.ts';

interface Case {
  key: string | null;
  value: string | null;
  headers: [string, string | null][];
}

const bytes = (base64: string | null) => (base64 === null ? null : Buffer.from(base64, 'base64'));
const text = (buffer: Buffer | null | undefined) => buffer?.toString('base64') ?? null;

export async function write(): Promise<Result> {
  const cases = JSON.parse(readFileSync(process.env.CASES_FILE ?? '', 'utf8')) as Case[];
  const compression = (process.env.COMPRESSION ?? 'none') as CompressionAlgorithmValue;
  const messages = cases.map(({ key, value, headers }) => ({
    topic,
    partition: 0,
    // The types know neither keys nor values that are null; the wire does.
    key: bytes(key) as Buffer,
    value: bytes(value) as Buffer,
    // Names are buffers, each a key of its own in the map: a name may come twice, and the order stays.
    headers: new Map(headers.map(([name, value]) => [Buffer.from(name), bytes(value) as Buffer])),
  }));
  const producer = makeProducer();
  try {
    await producer.send({ acks: -1, compression, messages });
    return { evidence: { written: messages.length }, settings: { compression } };
  } finally {
    await producer.close();
  }
}

export async function read(): Promise<Result> {
  const isolationLevel = process.env.ISOLATION === 'read_uncommitted' ? 0 : 1;
  const offsets = (await ends(isolationLevel)).map((offset, partition) => ({ topic, partition, offset }));
  const end = offsets[0]?.offset ?? 0n;
  const found: object[] = [];
  if (end === 0n) return { evidence: { records: found } };
  // There is no consumer without a group: it joins one of its own, and is told where to start in each partition.
  const consumer = makeConsumer(`${topic}-read-${process.pid}`, { isolationLevel });
  try {
    const stream = await consumer.consume({
      topics: [topic],
      mode: 'manual',
      offsets: offsets.map((one) => (one.partition === 0 ? { ...one, offset: 0n } : one)),
      autocommit: false,
      isolationLevel,
    });
    const done = Promise.withResolvers<void>();
    stream.on('error', done.reject);
    stream.on('data', (message) => {
      if (message.partition !== 0 || found.length >= records) return;
      found.push(caseOf(message));
      if (found.length === records || message.offset + 1n >= end) done.resolve();
    });
    await Promise.race([done.promise, position(stream, end)]);
    return { evidence: { records: found }, settings: { isolationLevel } };
  } finally {
    await consumer.close(true);
  }
}

/** Aborted records and transaction markers at the end reach no handler, but they move the position. */
async function position(stream: MessagesStream<Buffer, Buffer, Buffer, Buffer>, end: bigint): Promise<void> {
  for await (const _ of setInterval(100)) {
    if ((stream.offsetsToFetch.get(`${topic}:0`) ?? 0n) >= end && stream.readableLength === 0) return;
  }
}

function caseOf({ key, value, headerEntries, offset }: Message): object {
  const headers = headerEntries.map(([name, value]) => [String(name), text(value)]);
  return { offset: Number(offset), key: text(key), value: text(value), headers };
}

export async function partitions(): Promise<Result> {
  // The default is murmur2 too, but keeps the sign bit, which Java clears: equal only where the number of partitions is a
  // power of two.
  const java = process.env.PARTITIONER === 'java';
  const producer = makeProducer(java ? { partitioner: compatibilityPartitioner } : {});
  try {
    const chosen: number[] = [];
    for (let n = 0; n < 24; n++) {
      const message = { topic, key: Buffer.from(`key-${n}`), value: Buffer.alloc(0) };
      const { offsets } = await producer.send({ messages: [message] });
      chosen.push(offsets?.[0]?.partition ?? -1);
    }
    const partitioner = java ? 'compatibilityPartitioner' : 'default';
    return { evidence: { partitions: chosen }, settings: { partitioner } };
  } finally {
    await producer.close();
  }
}
