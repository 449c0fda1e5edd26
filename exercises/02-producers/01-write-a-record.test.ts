import { randomBytes } from 'node:crypto';
import {
  allClosed,
  atReturn,
  demand,
  eventually,
  say,
  settles,
  test,
  Unmet,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type WireTap,
} from '#testkit';
import { writeARecord, type OrderChange } from './01-write-a-record.ts';

const tea: OrderChange = {
  orderId: 'order-7 żółw',
  order: { item: 'Tee für zwei 茶', quantity: 2 },
  happenedAt: new Date('2026-03-01T08:30:00.250Z'),
  channel: 'küche',
  tags: ['gift', 'żółty', 'red, not blue', 'gift'],
};

const write = (lab: Lab, change: OrderChange) =>
  settles(writeARecord(lab, change), { within: 8_000, describe: say('to-return'), usually: say('never-happens') });

/** What stands in the topic. Markers of a transaction come a moment after its commit: whoever uses one is waited for. */
async function recordsOf(lab: Lab, observer: Observer) {
  const written = await observer.records(lab.topic, { isolation: 'uncommitted' });
  if (!written.some(({ transactional }) => transactional)) return written;
  await eventually(async () => (await observer.records(lab.topic)).length >= written.length, {
    describe: say('to-be-committed'),
    usually: say('no-commit'),
  });
  return written;
}

async function onlyRecord(lab: Lab, observer: Observer, change: OrderChange) {
  await observer.createTopic(lab.topic, { partitions: 3 });
  await write(lab, change);
  const records = await recordsOf(lab, observer);
  const [record] = records;
  const usually = records.length === 0 ? say('not-awaited') : say('one-message');
  demand(record && records.length === 1, say('so-many-records', { count: records.length }), usually);
  // Both clients keep the order of one name's values; which name comes first is theirs to choose.
  const named = (wanted: string) =>
    record.headerList.filter(({ name }) => name === wanted).map(({ value }) => value?.toString() ?? null);
  return { ...record, named };
}

/** JSON as data: spaces and the order of its fields are the writer's own. What is no JSON stays text. */
function asData(value: string | null): unknown {
  if (value === null) return null;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function whyAnotherTime(timestamp: number): string {
  if (Math.abs(Date.now() - timestamp) < 600_000) return say('time-of-sending');
  return timestamp === Math.floor(tea.happenedAt.getTime() / 1_000) ? say('seconds') : say('milliseconds');
}

/** What is hung up some time after the return is open still: the process of the answer stands still meanwhile. */
async function demandHungUp(tap: WireTap): Promise<void> {
  const deadline = { within: 800, describe: say('to-be-closed'), usually: say('no-disconnect') };
  await atReturn(900, () => allClosed(tap, deadline));
}

test('order', { proves: ['value', 'timestamp', 'headers'], timeout: 20_000 }, async ({ lab, observer, prove }) => {
  const { key, value, timestamp, named, headerList } = await onlyRecord(lab, observer, tea);
  await prove('value', () => {
    verify(say('the-key'), { expected: tea.orderId, received: key, usually: say('key-beside-value') });
    verify(say('the-value'), { expected: tea.order, received: asData(value), usually: say('order-as-text') });
  });
  await prove('timestamp', () =>
    verify(say('the-timestamp'), {
      expected: tea.happenedAt.toISOString(),
      received: new Date(timestamp).toISOString(),
      usually: whyAnotherTime(timestamp),
    }),
  );
  await prove('headers', () => {
    verify(say('channels'), { expected: [tea.channel], received: named('channel') });
    verify(say('tags'), { expected: tea.tags, received: named('tag'), usually: say('header-for-each') });
    verify(say('count-of-headers'), { expected: 1 + tea.tags.length, received: headerList.length });
  });
});

test('cancelled', { proves: ['value', 'headers'], timeout: 20_000 }, async ({ lab, observer, prove }) => {
  const { key, value, named } = await onlyRecord(lab, observer, { ...tea, order: null, tags: [] });
  await prove('value', () => {
    verify(say('the-key'), { expected: tea.orderId, received: key });
    verify(say('the-cancelled'), { expected: null, received: value, usually: say('tombstone-has-none') });
  });
  await prove('headers', () => {
    verify(say('channels'), { expected: [tea.channel], received: named('channel') });
    verify(say('no-tags'), { expected: [], received: named('tag'), usually: say('empty-list') });
  });
});

test('place', { proves: ['place'], timeout: 40_000 }, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic, { partitions: 3 });
  const before = [0, 1, 2].map((partition) => ({ partition, key: 'before', value: '{}' }));
  await observer.produce(lab.topic, before);
  await using tap = await wireTap(lab.connection);
  const through = { ...lab, connection: tap.connection };
  const writeAndFind = async (orderId: string, tag: string): Promise<void> => {
    const place = await write(through, { ...tea, orderId, tags: [tag] });
    const record = (await recordsOf(lab, observer)).find(({ headers }) => headers['tag'] === tag);
    demand(record, say('returned-before', { order: orderId }), say('send-not-awaited'));
    demand(
      tap.requestsOf('Produce').every(({ produce }) => produce?.acks !== 0),
      say('acks-0'),
    );
    verify(say('the-place', { order: orderId }), {
      expected: { partition: record.partition, offset: String(record.offset) },
      received: { partition: place.partition, offset: place.offset },
      usually: say('in-the-receipt'),
    });
  };
  // Of several orders at least one goes where another one stands already, and to another partition than the first.
  for (const [at, orderId] of ['order-1', 'order-2', 'order-1', 'order-9'].entries()) {
    await writeAndFind(orderId, `change-${at}`);
  }
  // Who asks for the end of the partition afterwards is told where somebody else's record stands.
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((tag) => writeAndFind('order-1', tag)));
  await demandHungUp(tap);
});

test('refused', { proves: ['place'], timeout: 20_000 }, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic, { partitions: 3, config: { 'max.message.bytes': '1000' } });
  await using tap = await wireTap(lab.connection);
  // What no compression makes smaller.
  const item = randomBytes(6_000).toString('base64');
  const large = { ...tea, order: { item, quantity: 1 } };
  const outcome = await write({ ...lab, connection: tap.connection }, large).then(
    () => 'returned',
    (error: unknown) => {
      if (error instanceof Unmet) throw error;
      return 'threw';
    },
  );
  demand(outcome === 'threw', say('refused-and-returned'), say('error-caught'));
  await demandHungUp(tap);
});
