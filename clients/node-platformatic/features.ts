// One small program a feature, as ../README.md lists them.
import type { CompressionAlgorithmValue, ProducerOptions } from '@platformatic/kafka';
import { admin } from './admin.ts';
import { fromTheStart, groupId, makeConsumer, makeProducer, records, topic, untilTold } from './connect.ts';
import { schemaRegistry } from './registry.ts';
import { NotOffered, type Result } from './result.ts';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ topic, key: Buffer.from(`k${n}`), value: Buffer.from(`value ${n}`) }));

async function send(
  messages: { topic: string; key?: Buffer; value: Buffer; headers?: Map<Buffer, Buffer> }[],
  options: Partial<ProducerOptions<Buffer, Buffer, Buffer, Buffer>> = {},
): Promise<number> {
  const producer = makeProducer(options);
  try {
    await producer.send({ acks: -1, messages });
    return messages.length;
  } finally {
    await producer.close();
  }
}

/** Reads `count` messages from the beginning in a group, commits each, waits for `then`, and leaves. */
async function readBack(count: number, group = `${topic}-back`, options: object = {}, then = async () => {}) {
  const consumer = makeConsumer(group, options);
  const found = [];
  try {
    const stream = await consumer.consume(fromTheStart);
    for await (const message of stream) {
      found.push(message);
      await message.commit();
      if (found.length < count) continue;
      await then();
      break;
    }
    return found;
  } finally {
    await consumer.close(true);
  }
}

const notOffered = (source: string) => async (): Promise<Result> => {
  throw new NotOffered(source);
};

async function compressed(compression: CompressionAlgorithmValue): Promise<Result> {
  await send(numbered(records), { compression });
  return { evidence: { consumed: (await readBack(records)).length }, settings: { compression } };
}

async function oneThereAndBack(): Promise<Result> {
  await send([{ topic, value: Buffer.from('over this listener') }]);
  return { evidence: { consumed: (await readBack(1)).length } };
}

/** Holds a membership until it is told to leave. */
async function member(settings: object): Promise<Result> {
  const consumer = makeConsumer(groupId, settings);
  const told = untilTold();
  try {
    const stream = await consumer.consume(fromTheStart);
    stream.on('data', () => {});
    process.stdout.write('ready\n');
    await told;
    const assigned = consumer.assignments?.flatMap(({ partitions }) => partitions).length;
    return { evidence: { assigned }, settings: { ...settings } };
  } finally {
    await consumer.close(true);
  }
}

async function newProtocol(): Promise<Result> {
  const settings = { groupProtocol: 'consumer' };
  const told = untilTold();
  const read = await readBack(records, groupId, settings, () => {
    process.stdout.write('ready\n');
    return told;
  });
  return { evidence: { consumed: read.length }, settings };
}

async function idempotence(): Promise<Result> {
  const settings = { idempotent: true };
  return { evidence: { acked: await send(numbered(records), settings) }, settings };
}

/** `send` is a batch of its own; what gathers single records is the producer as a stream. */
async function linger(): Promise<Result> {
  const settings = { batchSize: 10_000, batchTime: 50 };
  const producer = makeProducer();
  try {
    const stream = producer.asStream({ acks: -1, reportMode: 'batch', ...settings });
    let acked = 0;
    stream.on('delivery-report', ({ count }: { count: number }) => (acked += count));
    for (const message of numbered(records)) stream.write(message);
    await new Promise((resolve, reject) => stream.once('delivery-report', resolve).once('error', reject));
    await stream.close();
    return { evidence: { acked }, settings };
  } finally {
    await producer.close(true);
  }
}

/**
 * By itself the client asks for producer id 0, epoch 0, and the broker takes it for an old producer ("there is a newer
 * producer with the same transactionalId") wherever the id has been used before. -1 asks for a new epoch, as other clients do.
 */
async function transactions(): Promise<Result> {
  const settings = { producerId: -1n, producerEpoch: -1 };
  const producer = makeProducer({ idempotent: true, transactionalId: `${topic}-tx`, ...settings });
  try {
    const aborted = await producer.beginTransaction();
    await aborted.send({ messages: numbered(3) });
    await aborted.abort();
    const committed = await producer.beginTransaction();
    await committed.send({ messages: numbered(3) });
    await committed.commit();
    return { evidence: { aborted: 3, committed: 3 }, settings: { ...settings, producerId: '-1n' } };
  } finally {
    await producer.close();
  }
}

async function headers(): Promise<Result> {
  const pairs: [string, Buffer][] = [
    ['a', Buffer.from('1')],
    ['a', Buffer.from('2')],
    ['b', Buffer.from([0, 255])],
  ];
  const map = new Map(pairs.map(([name, value]) => [Buffer.from(name), value]));
  await send([{ topic, value: Buffer.from('v'), headers: map }]);
  const [message] = await readBack(1);
  const found = message?.headerEntries.map(([name, value]) => [String(name), value.toString('base64')]);
  return { evidence: { headers: found } };
}

export const features: Record<string, () => Promise<Result>> = {
  producer: async () => ({ evidence: { acked: await send(numbered(records)) } }),
  'consumer-group': async () => ({ evidence: { consumed: (await readBack(records, groupId)).length } }),
  'static-membership': () => member({ groupInstanceId: process.env.INSTANCE_ID ?? '' }),
  cooperative: () => member({ protocols: [{ name: 'cooperative-sticky', version: 2 }] }),
  'kip-848': newProtocol,
  // The page lists every KIP that the client has; 932 is not among them.
  'share-group': notOffered('https://github.com/platformatic/kafka/blob/main/docs/kips.md'),
  idempotence,
  transactions,
  linger,
  gzip: () => compressed('gzip'),
  snappy: () => compressed('snappy'),
  lz4: () => compressed('lz4'),
  zstd: () => compressed('zstd'),
  tls: oneThereAndBack,
  'sasl-plain': oneThereAndBack,
  'sasl-scram': oneThereAndBack,
  'sasl-oauthbearer': oneThereAndBack,
  'schema-registry': schemaRegistry,
  headers,
  ...admin,
};
