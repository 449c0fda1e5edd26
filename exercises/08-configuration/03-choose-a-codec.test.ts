import { Kafka, logLevel } from 'kafkajs';
import {
  allClosed,
  demand,
  newLab,
  say,
  settles,
  test,
  Unmet,
  verify,
  wireTap,
  type Lab,
  type ObservedRecord,
  type WireTap,
} from '#testkit';
import { chooseACodec, type Click } from './03-choose-a-codec.ts';

const patience = { timeout: 60_000 };

// Visitors and times differ from click to click, as they do in practice: what repeats are names, and some pages.
const pages = ['/', '/tea', '/tea/green', '/お茶', '/basket', '/checkout'];
const clicks: Click[] = Array.from({ length: 1_200 }, (_, n) => ({
  visitor: `visitor-${((n * 7_919) % 104_729).toString(36)}`,
  page: `https://shop.example${pages[(n * n) % pages.length]}?campaign=autumn`,
  at: new Date(1_763_800_000_000 + n * 137).toISOString(),
}));

async function send(lab: Lab, some: Click[], tap: WireTap): Promise<void> {
  const returned = chooseACodec({ ...lab, connection: tap.connection }, some).catch((error: unknown) => {
    const missing = String(error).includes('compression not implemented');
    throw missing ? new Unmet(say('codec-not-there', { error: String(error) })) : error;
  });
  await settles(returned, { within: 25_000, describe: say('to-return'), usually: say('never-happens') });
}

const closed = async (tap: WireTap): Promise<void> => {
  await allClosed(tap, {
    within: 2_000,
    describe: say('closed'),
    usually: say('not-disconnected'),
  });
};

/** A click as one text, whatever the order of its fields; undefined for what is no JSON. */
function asText(value: string | null): string | undefined {
  try {
    const fields: unknown = JSON.parse(value ?? '');
    return typeof fields === 'object' && fields !== null
      ? JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : undefined;
  } catch {
    return undefined;
  }
}

const visitors = new Map(clicks.map((click) => [asText(JSON.stringify(click)), click.visitor]));

function expectClicks(records: readonly ObservedRecord[]): void {
  for (const { key, value } of records) {
    const visitor = visitors.get(asText(value));
    demand(visitor !== undefined, say('no-click', { value: (value ?? 'null').slice(0, 80) }), say('made-shorter'));
    verify(say('key-of', { value }), { expected: visitor, received: key });
  }
}

test('stores', { proves: ['confirmed', 'same-records'], ...patience }, async ({ lab, observer, prove }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  // As from far away: whoever does not wait for the answers returns before they are there.
  const late = 30;
  tap.delayAnswers(late);
  const some = clicks.slice(0, 510);
  await send(lab, some, tap);
  const returnedAt = performance.timeOrigin + performance.now();
  const records = await observer.records(lab.topic);
  await prove('same-records', () => {
    demand(records.length > 0, say('no-record'), say('not-awaited'));
    expectClicks(records);
  });
  await prove('confirmed', () => {
    const found = new Set(records.map(({ value }) => value));
    verify(say('different-clicks'), { expected: some.length, received: found.size, usually: say('left-out') });
    verify(say('records'), { expected: some.length, received: records.length, usually: say('sent-again') });
    const requests = tap.requestsOf('Produce');
    const silent = requests.filter(({ produce }) => produce?.acks === 0).length;
    demand(silent === 0, say('no-confirmation', { silent, requests: requests.length }));
    demand(returnedAt - (requests.at(-1)?.at ?? Infinity) >= late, say('before-the-answer'), say('not-awaited'));
  });
});

test('has-nothing-to-do', { proves: ['confirmed', 'hangs-up'], ...patience }, async ({ lab, observer, prove }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  await prove('confirmed', async () => {
    await send(lab, [], tap).catch((error: unknown) => {
      if (error instanceof Unmet) throw error;
      throw new Unmet(say('empty-list-failed', { message: error instanceof Error ? error.message : String(error) }));
    });
    verify(say('records-of-none'), { expected: [], received: await observer.records(lab.topic) });
  });
  await prove('hangs-up', () => closed(tap));
});

test('refused', { proves: ['confirmed', 'hangs-up'], ...patience }, async ({ lab, observer, prove }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  tap.fault({ on: 'Produce', topic: lab.topic, do: 'refuse', with: 'TOPIC_AUTHORIZATION_FAILED' });
  await prove('confirmed', async () => {
    const outcome = send(lab, clicks, tap).then(
      () => 'returned',
      () => 'threw',
    );
    verify(say('refused'), { expected: 'threw', received: await outcome, usually: say('swallowed') });
  });
  await prove('hangs-up', () => closed(tap));
});

interface Counted {
  readonly bytes: number;
  readonly batches: number;
  readonly codecs: string;
}

/** The batches that arrived at the broker's door. */
function weigh(lab: Lab, tap: WireTap): Counted {
  const batches = tap.batchesTo(lab.topic);
  const bytes = batches.reduce((sum, batch) => sum + batch.bytes, 0);
  return { bytes, batches: batches.length, codecs: [...new Set(batches.map(({ codec }) => codec))].join(', ') };
}

async function sendAsBefore(lab: Lab, tap: WireTap): Promise<void> {
  const producer = new Kafka({ ...tap.connection, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const messages = clicks.map((click) => ({ key: click.visitor, value: JSON.stringify(click) }));
  const sends: Promise<unknown>[] = [];
  for (let at = 0; at < messages.length; at += 4) {
    sends.push(producer.send({ topic: lab.topic, messages: messages.slice(at, at + 4) }));
  }
  await Promise.all(sends);
  await producer.disconnect();
}

test(
  'weighs',
  { proves: ['bytes', 'confirmed', 'hangs-up'], ...patience },
  async ({ lab, observer, signal, prove }) => {
    const start = newLab(signal);
    await observer.createTopic(start.topic);
    await observer.createTopic(lab.topic);
    await using tapBefore = await wireTap(lab.connection);
    await sendAsBefore(start, tapBefore);
    await using tap = await wireTap(lab.connection);
    await send(lab, clicks, tap);
    await prove('hangs-up', () => closed(tap));
    await prove('confirmed', async () => {
      const found = new Set((await observer.records(lab.topic)).map(({ value }) => value));
      verify(say('different-clicks'), { expected: clicks.length, received: found.size, usually: say('left-out') });
    });
    await prove('bytes', () => {
      const [before, after] = [weigh(start, tapBefore), weigh(lab, tap)];
      const percent = Math.round((100 * after.bytes) / before.bytes);
      lab.log(say('both', { before: before.bytes, percent, ...after }));
      demand(after.batches > 0, say('no-batch'));
      const usually = after.codecs === 'none' ? say('nothing-compressed') : say('small-batches');
      demand(after.bytes * 3 <= before.bytes, say('too-many-bytes', { percent, ...after }), usually);
    });
  },
);
