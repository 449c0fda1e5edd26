import { demand, eventually, settles, test, verify, wireTap, type Lab, type Observer } from '#testkit';
import { writeARecord, type OrderChange } from './01-write-a-record.ts';

const tea: OrderChange = {
  orderId: 'order-7',
  order: { item: 'Tee für zwei', quantity: 2 },
  happenedAt: new Date('2026-03-01T08:30:00.250Z'),
  channel: 'web',
  tags: ['gift', 'express'],
};

const write = (lab: Lab, change: OrderChange) =>
  settles(writeARecord(lab, change), {
    within: 8_000,
    describe: 'writeARecord to return',
    usually: 'something is awaited that never happens',
  });

async function onlyRecord(lab: Lab, observer: Observer, change: OrderChange) {
  await observer.createTopic(lab.topic, { partitions: 3 });
  await write(lab, change);
  const records = await observer.records(lab.topic);
  const [record] = records;
  demand(
    record && records.length === 1,
    `One change was to be written, and ${records.length} records stand in the topic.`,
    records.length === 0 ? 'send() was not awaited, or was called with another topic' : 'each change is one message',
  );
  return record;
}

test('writes the order as JSON under its id', async ({ lab, observer }) => {
  const { key, value } = await onlyRecord(lab, observer, tea);
  verify('the key of the record', {
    expected: 'order-7',
    received: key,
    usually: 'the key stands beside the value: messages: [{ key, value }]',
  });
  verify('the value of the record', {
    expected: JSON.stringify(tea.order),
    received: value,
    usually: 'a value is text or bytes: JSON.stringify turns the order, and nothing beside it, into text',
  });
});

test('says when it happened, and carries the headers', async ({ lab, observer }) => {
  const { timestamp, headerList } = await onlyRecord(lab, observer, tea);
  verify('the timestamp of the record', {
    expected: tea.happenedAt.toISOString(),
    received: new Date(timestamp).toISOString(),
    usually: 'without a timestamp the client takes the time of sending; a timestamp is a string of milliseconds',
  });
  // Both clients keep the order of one name's values; which name comes first is theirs to choose.
  const named = (wanted: string) =>
    headerList.filter(({ name }) => name === wanted).map(({ value }) => value?.toString() ?? null);
  verify('the headers named channel', { expected: ['web'], received: named('channel') });
  verify('the headers named tag', {
    expected: ['gift', 'express'],
    received: named('tag'),
    usually: 'a header may repeat: give a list of values, and each of them becomes a header of its own',
  });
  verify('the number of headers', { expected: 3, received: headerList.length });
});

test('writes a tombstone for a cancelled order', async ({ lab, observer }) => {
  const { key, value } = await onlyRecord(lab, observer, { ...tea, order: null, tags: [] });
  verify('the key of the record', { expected: 'order-7', received: key });
  verify('the value of a cancelled order', {
    expected: null,
    received: value,
    usually: 'an empty text and the text "null" are values; a tombstone has none',
  });
});

test('returns where the record stands, and hangs up', async ({ lab, observer }) => {
  await observer.createTopic(lab.topic, { partitions: 3 });
  await using tap = await wireTap(lab.connection);
  const through = { ...lab, connection: tap.connection };
  // Of several orders at least one goes where another one stands already, and to another partition than the first.
  for (const [index, orderId] of ['order-1', 'order-2', 'order-1', 'order-9'].entries()) {
    const change = { ...tea, orderId, tags: [`change-${index}`] };
    const place = await write(through, change);
    const records = await observer.records(lab.topic);
    const record = records.find(({ headers }) => headers['tag'] === `change-${index}`);
    demand(record, `writeARecord returned for ${orderId} before its record was in the topic.`, 'send() is not awaited');
    verify(`the place of the record for ${orderId}`, {
      expected: { partition: record.partition, offset: String(record.offset) },
      received: { partition: place.partition, offset: place.offset },
      usually: 'the place stands in what send() resolves to: its first entry has partition and baseOffset',
    });
  }
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'disconnect() is missing, or is not in finally',
  });
});
