import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  allClosed,
  atReturn,
  demand,
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
import { collectReceipts, type Reading } from './02-collect-receipts.ts';

const patience = { timeout: 20_000 };

const readingsOf = (count: number): Reading[] =>
  Array.from({ length: count }, (_, n) => ({ id: `reading-${n + 1}`, sensor: `Fühler-${n % 7}`, data: `${n} °C` }));

// What no compression makes smaller.
const noise = (bytes: number): string => randomBytes(bytes).toString('base64');

/** A topic with a record in each partition. The size is said here, because a cluster of one's own may have another. */
async function createTopic(lab: Lab, observer: Observer, most = 1_048_588): Promise<void> {
  await observer.createTopic(lab.topic, { partitions: 3, config: { 'max.message.bytes': String(most) } });
  await observer.produce(
    lab.topic,
    [0, 1, 2].map((partition) => ({ partition, key: 'before', value: '{}' })),
  );
}

const collect = (lab: Lab, readings: Reading[]): Promise<unknown[]> =>
  settles<unknown[]>(collectReceipts(lab, readings), {
    within: 8_000,
    describe: say('to-return'),
    usually: say('never-happens'),
  }).catch((error: unknown) => {
    if (error instanceof Unmet) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new Unmet(`${say('threw', { message })}\n${say('one-fails-all')}`);
  });

/** What stands in the topic. Of a value that is no JSON nothing is known. */
async function stored(lab: Lab, observer: Observer) {
  const records = await observer.records(lab.topic);
  return records
    .filter(({ key }) => key !== 'before')
    .map(({ partition, offset, key, value }) => ({ key, reading: asData(value), partition, offset: String(offset) }));
}

function asData(value: string | null): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return undefined;
  }
}

type Stored = Awaited<ReturnType<typeof stored>>;
const copiesOf = (reading: Reading, records: Stored): Stored =>
  records.filter((record) => isDeepStrictEqual(record.reading, reading));

const field = (receipt: unknown, name: string): unknown =>
  receipt instanceof Object ? Reflect.get(receipt, name) : undefined;

/** Each reading that stands in the topic has the receipt of its place. */
function verifyReceipts(sent: Reading[], got: unknown[], records: Stored): void {
  verify(say('ids'), {
    expected: sent.map(({ id }) => id),
    received: got.map((receipt) => field(receipt, 'id')),
    usually: say('every-reading'),
  });
  for (const [at, reading] of sent.entries()) {
    const places = copiesOf(reading, records).map(({ partition, offset }) => ({ partition, offset }));
    const receipts = places.map((place) => ({ id: reading.id, stored: true, ...place }));
    if (receipts.some((receipt) => isDeepStrictEqual(receipt, got[at]))) continue;
    if (receipts.length === 0) continue;
    const usually = say('first-of-the-send');
    verify(say('the-receipt', { at: at + 1, id: reading.id }), { expected: receipts[0], received: got[at], usually });
  }
}

function demandAllStored(sent: Reading[], records: Stored, usually: string): void {
  const missing = sent.filter((reading) => copiesOf(reading, records).length === 0);
  const [first] = missing;
  const unlike = records.find(({ reading }) => field(reading, 'id') === first?.id)?.reading;
  demand(missing.length === 0 || unlike === undefined, say('unlike', { id: first?.id }), say('whole-reading'));
  demand(missing.length === 0, say('missing', { count: missing.length, id: first?.id }), usually);
}

function demandOnce(sent: Reading[], records: Stored): void {
  const twice = sent.filter((reading) => copiesOf(reading, records).length > 1);
  demand(twice.length === 0, say('twice', { count: twice.length, id: twice[0]?.id }), say('sent-again'));
}

function demandRefusal(receipt: unknown, id: string): void {
  const error = field(receipt, 'error');
  const expected = { id, stored: false, error: typeof error === 'string' ? error : '…' };
  verify(say('refusal'), { expected, received: receipt, usually: say('stored-false') });
  demand(
    !/^\s*\w*(?:Error|Exceeded)\b\s*:/.test(String(error)),
    say('not-the-message', { error }),
    say('name-and-message'),
  );
  demand(/large|size/i.test(String(error)), say('own-words', { error }), say('error-has-it'));
}

async function demandHungUp(tap: WireTap): Promise<void> {
  const hungUp = tap.connections
    .filter(({ closedBy }) => closedBy === 'client')
    .map(({ closedAt = Infinity }) => closedAt);
  const early = tap.requestsOf('Produce').some(({ at }) => at > Math.min(...hungUp));
  await allClosed(tap, {
    within: 600,
    describe: say('to-be-closed'),
    usually: early ? say('hung-up-early') : say('no-disconnect'),
  });
}

test('all-stored', { proves: ['receipts', 'once'], ...patience }, async ({ lab, observer, prove }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  // A sensor that has heard of no receipt sends the same id again, with what it measures by then.
  const again: Reading = { id: 'reading-3', sensor: 'Fühler-6', data: '7 °C, zweiter Versuch 再' };
  const sent = [...readingsOf(120), again];
  const got = await collect({ ...lab, connection: tap.connection }, sent);
  const records = await atReturn(1_200, async () => {
    await prove('once', () => demandHungUp(tap));
    return stored(lab, observer);
  });
  await prove('receipts', () => {
    demandAllStored(sent, records, say('not-awaited'));
    verifyReceipts(sent, got, records);
    verify(say('keys'), {
      expected: sent.map(({ id, sensor }) => `${sensor} ${id}`).toSorted(),
      received: [...new Set(records.map(({ key, reading }) => `${key} ${String(field(reading, 'id'))}`))].toSorted(),
      usually: say('key-is-sensor'),
    });
  });
  await prove('once', () => demandOnce(sent, records));
});

test('one-refused', { proves: ['refused', 'receipts', 'once'], ...patience }, async ({ lab, observer, prove }) => {
  await createTopic(lab, observer);
  const picture: Reading = { id: 'picture', sensor: 'Fühler-1', data: noise(1_300_000) };
  const large: Reading = { id: 'large', sensor: 'Fühler-2', data: noise(500_000) };
  const others = [...readingsOf(60), large];
  const sent = others.toSpliced(30, 0, picture);
  let got: unknown[] | undefined;
  await prove('refused', async () => {
    got = await collect(lab, sent);
  });
  if (!got) return;
  const receipts = got;
  const records = await stored(lab, observer);
  await prove('refused', () => {
    demandAllStored(others, records, say('shared-its-send'));
    demandRefusal(
      receipts.find((receipt) => field(receipt, 'id') === picture.id),
      picture.id,
    );
  });
  await prove('receipts', () => verifyReceipts(sent, receipts, records));
  await prove('once', () => demandOnce(sent, records));
});

test('small-limit', { proves: ['refused'] }, async ({ lab, observer }) => {
  await createTopic(lab, observer, 20_000);
  const [receipt] = await collect(lab, [{ id: 'sketch', sensor: 'Fühler-1', data: noise(60_000) }]);
  demandRefusal(receipt, 'sketch');
});

test('nothing', { proves: ['receipts'] }, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  verify(say('none'), { expected: [], received: await collect(lab, []) });
});

test('far-away', { proves: ['no-waiting'], ...patience }, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sent = readingsOf(40);
  // The answers alone would take four seconds, one after the other.
  tap.delayAnswers(100);
  await collect({ ...lab, connection: tap.connection }, sent);
  const times = tap.requestsOf('Produce').map(({ at }) => at);
  demand(times.length > 0, say('nothing-sent'));
  const span = Math.round(Math.max(...times) - Math.min(...times));
  lab.log(say('log', { span }));
  demand(span < 2_000, say('took', { span }), say('awaited-each'));
});
