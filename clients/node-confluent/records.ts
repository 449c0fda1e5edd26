// Records byte for byte, as ../README.md's cases have them. By the callback API: its headers are a list, which keeps their
// order, where the promises' are an object; and it can read a partition without a group.
import { readFileSync } from 'node:fs';
import Confluent, { type Message, type MessageHeader } from '@confluentinc/kafka-javascript';
import { connection, makeProducer, records, topic } from './connect.ts';
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
  const compression = process.env.COMPRESSION ?? 'none';
  const producer = new Confluent.Producer({
    ...connection,
    acks: -1,
    'compression.type': compression as 'none',
    dr_cb: true,
  });
  const delivered = Promise.withResolvers<void>();
  let reports = 0;
  producer.setPollInterval(10);
  producer.on('delivery-report', (error) => {
    if (error) delivered.reject(error);
    else if (++reports === cases.length) delivered.resolve();
  });
  await called((done) => producer.connect({}, done));
  try {
    for (const { key, value, headers } of cases) {
      // The addon takes no header without a value: it says "Header value must be a string or buffer".
      const list = headers.map(([name, value]) => ({ [name]: bytes(value) }) as MessageHeader);
      producer.produce(topic, 0, bytes(value), bytes(key), Date.now(), undefined, list);
    }
    await delivered.promise;
    return { evidence: { written: reports } };
  } finally {
    await called((done) => producer.disconnect(done));
  }
}

export async function read(): Promise<Result> {
  const isolation = process.env.ISOLATION === 'read_uncommitted' ? 'read_uncommitted' : 'read_committed';
  const consumer = new Confluent.KafkaConsumer({
    ...connection,
    'group.id': `${topic}-read`, // required, though nothing joins a group that assigns its partitions itself
    'enable.auto.commit': false,
    'enable.partition.eof': true,
    'isolation.level': isolation,
  } as object);
  const found: object[] = [];
  let atEnd = false;
  consumer.on('partition.eof', () => (atEnd = true));
  consumer.on('event.error', (error) => console.error(error));
  await called((done) => consumer.connect({}, done));
  try {
    consumer.setDefaultConsumeTimeout(200);
    consumer.assign([{ topic, partition: 0, offset: 0 }]);
    // In turns: a consumer that flows does not end when it is disconnected before the end of the partition.
    while (found.length < records && !atEnd) {
      const messages = await called<Message[]>((done) => consumer.consume(records - found.length, done));
      found.push(...messages.map(caseOf));
    }
    return { evidence: { records: found }, settings: { 'isolation.level': isolation } };
  } finally {
    await called((done) => consumer.disconnect(done));
  }
}

function called<T = unknown>(work: (done: (error: unknown, value?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    work((error, value) => (error ? reject(error as Error) : resolve(value as T))),
  );
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
  const producer = makeProducer(settings);
  await producer.connect();
  try {
    const reports = await Promise.all(
      Array.from({ length: 24 }, (_, n) => producer.send({ topic, messages: [{ key: `key-${n}`, value: '' }] })),
    );
    return {
      evidence: { partitions: reports.map(([report]) => report?.partition ?? -1) },
      settings: { partitioner: 'consistent_random', ...settings },
    };
  } finally {
    await producer.disconnect();
  }
}
