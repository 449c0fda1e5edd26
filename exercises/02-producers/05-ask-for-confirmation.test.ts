import { demand, eventually, newLab, settles, test, Unmet, verify, wireTap, type WireTap } from '#testkit';
import { askForConfirmation } from './05-ask-for-confirmation.ts';

const patience = { timeout: 30_000 };

/** A second more than the task allows, for a busy machine. */
const inTime = <T>(work: Promise<T>, describe: string) =>
  settles(work, {
    within: 6_000,
    describe,
    usually: 'the client goes on trying for longer than that: limit its retries, or the time for a message',
  });

const acksOf = (tap: WireTap, topic: string): unknown[] => [
  ...new Set(tap.batchesTo(topic).map(({ request }) => request.produce?.acks)),
];

test('asks all in-sync replicas for an order', async ({ lab, observer, signal }) => {
  const topics = { orders: lab.topic, clicks: newLab(signal).topic };
  for (const topic of Object.values(topics)) await observer.createTopic(topic);
  await using tap = await wireTap(lab.connection);
  const shop = await inTime(askForConfirmation({ ...lab, connection: tap.connection }, topics), 'the shop to open');
  for (const id of ['order-1', 'order-2', 'order-3']) {
    await inTime(shop.placeOrder(id), `${id} to be placed`);
    const keys = (await observer.records(topics.orders)).map(({ key }) => key);
    demand(keys.includes(id), `${id} was said to be placed before it was in the topic.`, 'nobody waits for the broker');
  }
  verify('the acks that orders were sent with', {
    expected: [-1],
    received: acksOf(tap, topics.orders),
    usually: 'with acks 1 an order is lost when its leader dies too early; on one broker nobody sees the difference',
  });
  await inTime(shop.close(), 'close() to resolve');
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed after close()',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'every producer has to be disconnected',
  });
});

test('asks nobody for a click', async ({ lab, observer, signal }) => {
  const topics = { orders: lab.topic, clicks: newLab(signal).topic };
  for (const topic of Object.values(topics)) await observer.createTopic(topic);
  await using tap = await wireTap(lab.connection);
  const shop = await inTime(askForConfirmation({ ...lab, connection: tap.connection }, topics), 'the shop to open');
  await inTime(shop.countClick('/tea'), 'a click to be sent');
  const [click] = await observer.waitForRecords(topics.clicks, 1, { usually: 'the click was not sent' });
  verify('the key of a click', { expected: '/tea', received: click?.key });
  verify('the acks that clicks were sent with', {
    expected: [0],
    received: acksOf(tap, topics.clicks),
    usually: 'a click waits for the broker, although nobody would miss it',
  });
  await inTime(shop.close(), 'close() to resolve');
});

test('tells of an order that is lost, and not of a click', patience, async ({ lab, observer, signal }) => {
  const topics = { orders: lab.topic, clicks: newLab(signal).topic };
  for (const topic of Object.values(topics)) await observer.createTopic(topic);
  await using tap = await wireTap(lab.connection);
  const shop = await inTime(askForConfirmation({ ...lab, connection: tap.connection }, topics), 'the shop to open');
  await inTime(shop.placeOrder('order-1'), 'order-1 to be placed');
  tap.goAway();
  const outcome = await inTime(shop.placeOrder('order-2'), 'an order while the broker is away').then(
    () => 'placed',
    (error: unknown) => {
      if (error instanceof Unmet) throw error;
      return 'threw';
    },
  );
  demand(
    outcome === 'threw',
    'The broker was away, and placeOrder resolved as if the order had been placed.',
    'no confirmation was asked for, or the error was caught and forgotten',
  );
  await inTime(shop.countClick('/tea'), 'a click while the broker is away').catch((error: unknown) => {
    if (error instanceof Unmet) throw error;
    throw new Unmet(
      `The broker was away, and countClick threw: ${String(error)}` +
        '\nUsually: even without a confirmation a client needs a connection; a click must not disturb its caller',
    );
  });
  tap.comeBack();
  await settles(shop.close(), { within: 8_000, describe: 'close() to resolve', usually: 'it waits for a broker' });
});
