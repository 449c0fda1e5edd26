// Records byte for byte, as ../README.md's cases have them.
import { readFileSync } from 'node:fs';
import kafkajs, { type IHeaders, type KafkaMessage } from 'kafkajs';
import { codecNamed, registerCodecs } from './codecs.ts';
import { connect, quick, records, topic } from './connect.ts';
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
  registerCodecs();
  const { compression, extra } = codecNamed(process.env.COMPRESSION ?? 'none');
  const cases = JSON.parse(readFileSync(process.env.CASES_FILE ?? '', 'utf8')) as Case[];
  const messages = cases.map(({ key, value, headers }) => ({
    partition: 0,
    key: bytes(key),
    value: bytes(value),
    headers: headersOf(headers),
  }));
  const producer = connect().producer();
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, compression, messages });
    return { evidence: { written: messages.length }, ...(extra.length > 0 && { extra }) };
  } finally {
    await producer.disconnect();
  }
}

// A name that comes twice becomes an array; kafkajs has no way to keep the order between different names that interleave,
// and its types know no header without a value.
function headersOf(pairs: [string, string | null][]): IHeaders {
  const headers: Record<string, Buffer[]> = {};
  for (const [name, value] of pairs) (headers[name] ??= []).push(bytes(value) as Buffer);
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name, values.length === 1 ? values[0]! : values]),
  );
}

export async function read(): Promise<Result> {
  registerCodecs();
  const isolated = process.env.ISOLATION !== 'read_uncommitted';
  const kafka = connect();
  const end = await endOfPartition(kafka);
  const found: object[] = [];
  // kafkajs has no consumer without a group: it joins one of its own.
  const consumer = kafka.consumer({ groupId: `${topic}-read-${process.pid}`, readUncommitted: !isolated, ...quick });
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  // A batch that holds nothing but control records still moves the position.
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
    if (payload.partition === 0 && BigInt(payload.lastOffset) + 1n >= end) resolve();
  });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message }) => {
        if (partition !== 0 || found.length >= records) return;
        found.push(caseOf(message));
        if (found.length === records || BigInt(message.offset) + 1n >= end) resolve();
      },
    });
    if (end > 0n) await Promise.race([done, position(kafka, end, found)]);
    return { evidence: { records: found } };
  } finally {
    await consumer.disconnect();
  }
}

async function endOfPartition(kafka: kafkajs.Kafka): Promise<bigint> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    return BigInt(offsets.find(({ partition }) => partition === 0)?.high ?? 0);
  } finally {
    await admin.disconnect();
  }
}

// Trailing aborted records and transaction markers reach no handler: nothing new for a second means the end.
async function position(_kafka: kafkajs.Kafka, _end: bigint, found: object[]): Promise<void> {
  for (let before = -1, still = 0; still < 4 || found.length === 0;) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    still = found.length === before ? still + 1 : 0;
    before = found.length;
  }
}

function caseOf({ key, value, headers, offset }: KafkaMessage): object {
  const pairs = Object.entries(headers ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, text(one)]),
  );
  return { offset: Number(offset), key: text(key), value: text(value), headers: pairs };
}

export async function partitions(): Promise<Result> {
  const { Partitioners } = kafkajs;
  const createPartitioner = Partitioners.DefaultPartitioner;
  const producer = connect().producer({ createPartitioner });
  await producer.connect();
  try {
    const chosen: number[] = [];
    for (let number = 0; number < 24; number++) {
      const [report] = await producer.send({ topic, messages: [{ key: `key-${number}`, value: '' }] });
      chosen.push(report?.partition ?? -1);
    }
    return {
      evidence: { partitions: chosen },
      settings: { createPartitioner: 'DefaultPartitioner (murmur2 since 2.0.0)' },
    };
  } finally {
    await producer.disconnect();
  }
}
