import { expect, test } from 'vitest';
import { Cursor, ifReadable } from './cursor.ts';
import { kafkaMessages } from './kafka-messages.fixture.ts';
import { damaged, randomFrom } from './random.fixture.ts';
import { readBody, readHeader } from './read-request.ts';

function read(frame: Buffer) {
  const cursor = new Cursor(frame);
  const header = readHeader(cursor);
  return { header, ...readBody(cursor, header, (id) => (id.startsWith('0123') ? 'orders' : id)) };
}

const requestsOf = (name: string) => kafkaMessages.requests.filter(({ api }) => api === name);
const [none, gzip, snappy, lz4, zstd] = kafkaMessages.batchBytes;
const plain = { records: 3, producer: undefined, transactional: false };

test.for(requestsOf('Produce'))(
  'Produce $version is read with its batches, compressed or not',
  ({ frame, version }) => {
    const { header, produce } = read(frame);
    expect(header).toEqual({ apiKey: 0, apiVersion: version, correlationId: 77, clientId: 'shop' });
    expect(produce).toMatchObject({ acks: -1, timeoutMs: 30_000, transactionalId: 'payments' });
    expect(produce?.partitions.map(({ topic, partition }) => `${topic} ${partition}`)).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((partition) => `orders ${partition}`),
    );
    const transactional = { id: 4000n, epoch: 3, firstSequence: 17 };
    expect(produce?.partitions.map(({ batches }) => batches)).toEqual([
      [{ ...plain, codec: 'none', bytes: none }],
      [{ ...plain, codec: 'gzip', bytes: gzip }],
      [{ ...plain, codec: 'snappy', bytes: snappy }],
      [{ ...plain, codec: 'lz4', bytes: lz4, producer: { id: 5000n, epoch: 2, firstSequence: 12 } }],
      [{ ...plain, codec: 'zstd', bytes: zstd, producer: transactional, transactional: true }],
      [
        { ...plain, codec: 'none', bytes: none },
        { ...plain, codec: 'gzip', bytes: gzip },
      ],
      [],
    ]);
  },
);

test.for(requestsOf('Fetch'))('Fetch $version is read with its limits', ({ frame, version }) => {
  expect(read(frame).fetch).toEqual({
    maxWaitMs: 500,
    minBytes: 1024,
    maxBytes: 50_000_000,
    isolation: version % 2 === 1 ? 'read_committed' : 'read_uncommitted',
  });
});

test.for(requestsOf('JoinGroup'))('JoinGroup $version is read with its timeouts', ({ frame, version }) => {
  expect(read(frame).joinGroup).toEqual({
    sessionTimeoutMs: 30_000,
    rebalanceTimeoutMs: version === 0 ? undefined : 60_000,
  });
});

test.for(requestsOf('ApiVersions'))(
  'ApiVersions $version introduces the client from version 3 on',
  ({ frame, version }) => {
    const java = { name: 'apache-kafka-java', version: '4.4.0' };
    expect(read(frame).software).toEqual(version < 3 ? undefined : java);
  },
);

test('a request that the tap does not look into still has its header', () => {
  const [heartbeat] = requestsOf('Heartbeat');
  if (heartbeat === undefined) throw new Error('no Heartbeat');
  const header = { apiKey: 12, apiVersion: 4, correlationId: 77, clientId: undefined };
  expect(read(heartbeat.frame)).toEqual({ header });
});

test('a damaged request loses its body, and never throws', () => {
  const random = randomFrom(2);
  const frames = kafkaMessages.requests.flatMap(({ frame }) => damaged(frame, random));
  expect(frames.map((frame) => ifReadable(() => read(frame)))).toContain(undefined);
});
