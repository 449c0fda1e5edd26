import { demand, eventually, settles, test, Unmet, verify, wireTap, type Lab, type Observer } from '#testkit';
import { collectReceipts, type Reading } from './02-collect-receipts.ts';

const readingsOf = (count: number): Reading[] =>
  Array.from({ length: count }, (_, n) => ({ id: `reading-${n + 1}`, sensor: `sensor-${n % 7}`, data: `${n} °C` }));

const picture: Reading = { id: 'picture', sensor: 'sensor-1', data: 'x'.repeat(1_500_000) };

// The size is said here, because a cluster of one's own may have another.
const createTopic = (lab: Lab, observer: Observer) =>
  observer.createTopic(lab.topic, { partitions: 3, config: { 'max.message.bytes': '1048588' } });

const collect = (lab: Lab, readings: Reading[]) =>
  settles(collectReceipts(lab, readings), {
    within: 8_000,
    describe: 'collectReceipts to return',
    usually: 'something is awaited that never happens',
  }).catch((error: unknown) => {
    if (error instanceof Unmet) throw error;
    throw new Unmet(
      `collectReceipts threw instead of returning receipts: ${String(error)}` +
        '\nUsually: one reading that fails makes everything fail; catch its error, and make a receipt of it',
    );
  });

const idOf = (value: string | null): string => /"id":"([^"]+)"/.exec(value ?? '')?.[1] ?? 'no id';

/** The receipts that the records in the topic deserve, by id. */
async function deserved(lab: Lab, observer: Observer) {
  const records = await observer.records(lab.topic);
  return Map.groupBy(
    records.map(({ partition, offset, value }) => ({ id: idOf(value), partition, offset: String(offset) })),
    ({ id }) => id,
  );
}

async function verifyReceipts(lab: Lab, observer: Observer, receipts: { sent: Reading[]; got: unknown[] }) {
  verify('the ids of the receipts', {
    expected: receipts.sent.map(({ id }) => id),
    received: receipts.got.map((receipt) => (receipt instanceof Object ? Reflect.get(receipt, 'id') : receipt)),
    usually: 'every reading gets a receipt, in the order of the readings, also the one that was refused',
  });
  const places = await deserved(lab, observer);
  for (const [index, { id }] of receipts.sent.entries()) {
    const copies = places.get(id) ?? [];
    demand(
      copies.length < 2,
      `${id} stands in the topic ${copies.length} times.`,
      'it was sent again although the first attempt went well',
    );
    const [place] = copies;
    if (id === picture.id) continue;
    demand(place, `${id} is not in the topic.`, 'it shared its send with the reading that was refused');
    verify(`the receipt for ${id}`, {
      expected: { id, stored: true, partition: place.partition, offset: place.offset },
      received: receipts.got[index],
      usually: 'baseOffset is the place of the first record that a send wrote to a partition, not of each of them',
    });
  }
}

test('gives every reading the place where it stands', async ({ lab, observer }) => {
  await createTopic(lab, observer);
  const sent = readingsOf(120);
  await verifyReceipts(lab, observer, { sent, got: await collect(lab, sent) });
  const keys = new Set((await observer.records(lab.topic)).map(({ key, value }) => `${key} ${idOf(value)}`));
  verify('the key of each reading', {
    expected: sent.map(({ sensor, id }) => `${sensor} ${id}`).toSorted(),
    received: [...keys].toSorted(),
    usually: 'the key is the sensor',
  });
});

test('stores all others when one reading is refused', { meta: { points: 2 } }, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  const sent = [...readingsOf(30), picture, ...readingsOf(60).slice(30)];
  const got = await collect(lab, sent);
  await verifyReceipts(lab, observer, { sent, got });
  const refusal = got[30];
  demand(
    refusal?.stored === false && typeof refusal.error === 'string' && refusal.error !== '',
    `The picture was refused, and its receipt says ${JSON.stringify(refusal)}.`,
    'a refused reading gets { id, stored: false, error }, with the message of its error',
  );
});

test('does not wait for one receipt before it sends the next reading', async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sent = readingsOf(40);
  // The answers alone would take two seconds, one after the other.
  tap.delayAnswers(50);
  await collect({ ...lab, connection: tap.connection }, sent);
  const times = tap.requestsOf('Produce').map(({ at }) => at);
  const span = Math.round(Math.max(...times) - Math.min(...times));
  lab.log(`40 readings, every answer 50 ms late: the last one was sent ${span} ms after the first one`);
  demand(
    span < 1_000,
    `Each answer came 50 ms late, and the last of 40 readings was sent ${span} ms after the first one.`,
    'each send is awaited before the next one starts',
  );
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'disconnect() is missing, or is not in finally',
  });
});
