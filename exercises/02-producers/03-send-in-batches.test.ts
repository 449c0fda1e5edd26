import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import {
  allClosed,
  atReturn,
  demand,
  newLab,
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
import { sendInBatches, type Reading } from './03-send-in-batches.ts';

const patience = { timeout: 60_000 };

// What no compression makes smaller.
const noise = (bytes: number): string => randomBytes(bytes).toString('base64');

const readingsOf = (count: number, data: () => string, sensors = 20): Reading[] =>
  Array.from({ length: count }, (_, n) => ({ id: `reading-${n + 1}`, sensor: `Fühler-${n % sensors}`, data: data() }));

const day = readingsOf(505, () => `${noise(36)} °C 度`);
/** 1,400 bytes are 1,868 letters, and nearly 2 kB as JSON. */
const longReadings = (count: number, sensors?: number) => readingsOf(count, () => noise(1_400), sensors);

// The size is said here, because a cluster of one's own may have another.
const createTopic = (lab: Lab, observer: Observer) =>
  observer.createTopic(lab.topic, { partitions: 3, config: { 'max.message.bytes': '1048588' } });

const send = (lab: Lab, readings: Reading[]) =>
  settles(sendInBatches(lab, readings), {
    within: 25_000,
    describe: say('to-return'),
    usually: say('never-happens'),
  });

/** The function as it was, but for its last readings, for which it waits. */
async function sendAsBefore(lab: Lab, readings: Reading[]): Promise<void> {
  const producer = new Kafka({ ...lab.connection, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const underWay: Promise<unknown>[] = [];
  for (const [index, reading] of readings.entries()) {
    const messages = [{ key: reading.sensor, value: JSON.stringify(reading) }];
    underWay.push(producer.send({ topic: lab.topic, messages }));
    if (index % 10 === 0) await Promise.all(underWay.splice(0));
  }
  await Promise.all(underWay);
  await producer.disconnect();
}

/** Runs the work with a broker whose answers come 10 ms late. `ms` counts from the first request with records. */
async function fromAfar(tap: WireTap, lab: Lab, work: (lab: Lab) => Promise<void>) {
  tap.delayAnswers(10);
  await work({ ...lab, connection: tap.connection });
  const end = performance.timeOrigin + performance.now();
  const requests = tap.requestsOf('Produce');
  // Without the time to connect, which differs from client to client.
  return { ms: end - Math.min(...requests.map(({ at }) => at)), requests };
}

async function demandHungUp(tap: WireTap): Promise<void> {
  await allClosed(tap, {
    within: 600,
    describe: say('to-be-closed'),
    usually: say('no-disconnect'),
  });
}

async function stored(lab: Lab, observer: Observer) {
  const records = await observer.records(lab.topic);
  return records.map(({ key, value }) => ({ key, reading: asData(value) }));
}

type Stored = Awaited<ReturnType<typeof stored>>;

function asData(value: string | null): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return value;
  }
}

const idOf = (reading: unknown): unknown => (reading instanceof Object ? Reflect.get(reading, 'id') : reading);

/** Each sensor's readings stand under its key in the order of the day; where not, the first one that differs is named. */
function verifyReadings(sensor: string, records: Stored): void {
  const expected = day.filter((reading) => reading.sensor === sensor);
  const received = records.filter(({ key }) => key === sensor).map(({ reading }) => reading);
  const at = expected.findIndex((reading, n) => !isDeepStrictEqual(received[n], reading));
  if (at === -1 && received.length === expected.length) return;
  const all = expected.every((reading) => received.some((each) => isDeepStrictEqual(each, reading)));
  if (all) {
    const place = { sensor, place: at + 1 };
    const usually = say('swapped');
    verify(say('in-the-place-of', place), { expected: expected[at]?.id, received: idOf(received[at]), usually });
  }
  verify(say('under-the-key', { sensor, place: at + 1 }), {
    expected: expected[at],
    received: received[at],
    usually: received.length === 0 ? say('key-is-sensor') : say('whole-reading'),
  });
}

test('day', { proves: ['confirmed', 'batches', 'hangs-up'], ...patience }, async (suite) => {
  const { lab, observer, prove, signal } = suite;
  const reference = newLab(signal);
  await createTopic(reference, observer);
  await createTopic(lab, observer);
  await using slowTap = await wireTap(lab.connection);
  const before = await fromAfar(slowTap, reference, (far) => sendAsBefore(far, day));
  await using tap = await wireTap(lab.connection);
  const after = await fromAfar(tap, lab, (far) => send(far, day));
  const records = await atReturn(1_200, async () => {
    await prove('hangs-up', () => demandHungUp(tap));
    return stored(lab, observer);
  });
  await prove('confirmed', () => {
    demand(
      after.requests.every(({ produce }) => produce?.acks !== 0),
      say('acks-0'),
    );
    const usually = records.length > day.length ? say('sent-twice') : say('last-ones');
    verify(say('count'), { expected: day.length, received: records.length, usually });
    for (const sensor of new Set(day.map((reading) => reading.sensor))) verifyReadings(sensor, records);
  });
  const ratio = before.ms / after.ms;
  const count = after.requests.length;
  const times = { before: Math.round(before.ms), after: Math.round(after.ms), ratio: ratio.toFixed(1) };
  lab.log(say('log', { ...times, beforeCount: before.requests.length, count }));
  await prove('batches', () => {
    demand(count <= 30, say('so-many-requests', { count }), say('request-of-its-own'));
    demand(ratio >= 2, say('so-slow', times), say('waits-often'));
  });
});

async function demandLongDay(lab: Lab, observer: Observer, readings: Reading[]): Promise<void> {
  await createTopic(lab, observer);
  await send(lab, readings).catch((error: unknown) => {
    if (error instanceof Unmet) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new Unmet(`${say('long-day-failed', { count: readings.length, message })}\n${say('above-1-mb')}`);
  });
  const ends = await observer.endOffsets(lab.topic);
  verify(say('count'), {
    expected: readings.length,
    received: ends.reduce((sum, end) => sum + end, 0),
    usually: say('not-awaited'),
  });
}

test('long-day', { proves: ['long-day'], ...patience }, async ({ lab, observer }) => {
  await demandLongDay(lab, observer, longReadings(2_500));
});

test('one-sensor', { proves: ['long-day'], ...patience }, async ({ lab, observer }) => {
  await demandLongDay(lab, observer, longReadings(1_100, 1));
});

test('empty-day', { proves: ['confirmed'], ...patience }, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await send(lab, []).catch((error: unknown) => {
    if (error instanceof Unmet) throw error;
    throw new Unmet(say('empty-day-failed', { message: error instanceof Error ? error.message : String(error) }));
  });
  verify(say('count'), { expected: 0, received: (await observer.records(lab.topic)).length });
});

test('refused', { proves: ['throws', 'hangs-up'], ...patience }, async ({ lab, observer, prove }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const picture: Reading = { id: 'picture', sensor: 'Fühler-1', data: noise(1_300_000) };
  const outcome = await send({ ...lab, connection: tap.connection }, [...day.slice(0, 25), picture]).then(
    () => 'returned',
    (error: unknown) => {
      if (error instanceof Unmet) throw error;
      return 'threw';
    },
  );
  await atReturn(1_200, () => prove('hangs-up', () => demandHungUp(tap)));
  await prove('throws', () => demand(outcome === 'threw', say('refused-and-returned'), say('error-caught')));
});
