// Records byte for byte, as ../README.md's cases have them.
import { readFileSync } from 'node:fs';
import type { Message, MessageHeader } from 'node-rdkafka';
import { close, deliver, makeConsumer, makeProducer, records, topic } from './connect.ts';
import type { Result } from './result.ts';

interface Case {
  key: string | null;
  value: string | null;
  headers: [string, string | null][];
}

const bytes = (base64: string | null) => (base64 === null ? null : Buffer.from(base64, 'base64'));
const text = (buffer: Buffer | string | null | undefined) =>
  buffer == null ? null : Buffer.from(buffer).toString('base64');

export async function write(): Promise<Result> {
  const cases = JSON.parse(readFileSync(process.env.CASES_FILE ?? '', 'utf8')) as Case[];
  const settings = { 'compression.type': process.env.COMPRESSION ?? 'none' };
  const producer = await makeProducer(settings);
  try {
    const messages = cases.map(({ key, value, headers }) => ({
      partition: 0,
      key: bytes(key),
      value: bytes(value),
      // The addon makes text of a header's value (src/producer.cc, where a C string is made of it): bytes that are no text, and
      // what follows a zero, do not arrive.
      headers: headers.map(([name, value]) => ({ [name]: bytes(value) }) as MessageHeader),
    }));
    const reports = await deliver(producer, messages);
    return { evidence: { written: reports.length }, settings };
  } finally {
    await close(producer);
  }
}

export async function read(): Promise<Result> {
  const settings = {
    'isolation.level': process.env.ISOLATION === 'read_uncommitted' ? 'read_uncommitted' : 'read_committed',
    'enable.partition.eof': true,
    'enable.auto.commit': false,
  };
  // A group's name is required, though nothing joins a group that assigns its partitions itself.
  const { consumer } = await makeConsumer(`${topic}-read`, settings);
  const found: object[] = [];
  const done = Promise.withResolvers<void>();
  consumer.on('partition.eof', () => done.resolve());
  consumer.on('data', (message) => {
    if (found.length < records) found.push(caseOf(message));
    if (found.length === records) done.resolve();
  });
  try {
    consumer.assign([{ topic, partition: 0, offset: 0 }]);
    consumer.consume();
    await done.promise;
    return { evidence: { records: found }, settings };
  } finally {
    await close(consumer);
  }
}

function caseOf({ key, value, headers, offset }: Message): object {
  const pairs = (headers ?? []).flatMap((header) =>
    Object.entries(header).map(([name, value]) => [name, text(value as Buffer)]),
  );
  return { offset, key: text(key as Buffer | null), value: text(value), headers: pairs };
}

export async function partitions(): Promise<Result> {
  // Without the setting it is librdkafka's consistent_random, which is CRC32 of the key.
  const settings = process.env.PARTITIONER === 'java' ? { partitioner: 'murmur2_random' } : {};
  const producer = await makeProducer({}, settings);
  try {
    const messages = Array.from({ length: 24 }, (_, n) => ({ key: `key-${n}`, value: Buffer.alloc(0) }));
    const reports = await deliver(producer, messages);
    return {
      evidence: { partitions: reports.map(({ partition }) => partition) },
      settings: { partitioner: 'consistent_random', ...settings },
    };
  } finally {
    await close(producer);
  }
}
