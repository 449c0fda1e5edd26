import {
  allClosed,
  atReturn,
  demand,
  eventually,
  newLab,
  say,
  settles,
  standStill,
  test,
  Unmet,
  verify,
  wireTap,
  type Observer,
  type SuiteContext,
  type WireTap,
} from '#testkit';
import { askForConfirmation, type Shop, type Topics } from './05-ask-for-confirmation.ts';

const patience = { timeout: 40_000 };

/** A second more than the task allows, for a busy machine. */
const inTime = <T>(work: Promise<T>, describe: string, usually = say('tries-on')) =>
  settles(work, { within: 6_000, describe, usually });

/** `done`, or `threw …`. @throws Unmet where it was late. */
const outcomeOf = (work: Promise<void>, describe: string): Promise<string> =>
  inTime(work, describe).then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Unmet) throw error;
      return `threw ${error instanceof Error ? error.message : String(error)}`;
    },
  );

async function openShop({ lab, observer, signal }: SuiteContext, tap: WireTap) {
  const topics: Topics = { orders: lab.topic, clicks: newLab(signal).topic };
  for (const topic of Object.values(topics)) await observer.createTopic(topic);
  const shop = await inTime(askForConfirmation({ ...lab, connection: tap.connection }, topics), say('to-open'));
  return { shop, topics };
}

const acksOf = (tap: WireTap, topic: string): unknown[] => [
  ...new Set(tap.batchesTo(topic).map(({ request }) => request.produce?.acks)),
];

const close = (shop: Shop) =>
  settles(shop.close(), { within: 8_000, describe: say('to-close'), usually: say('waits-for-broker') });

const keysOf = async (observer: Observer, topic: string) => (await observer.records(topic)).map(({ key }) => key);

test('orders', { proves: ['confirmed', 'hangs-up'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await using tap = await wireTap(lab.connection);
  const { shop, topics } = await openShop(suite, tap);
  await prove('confirmed', async () => {
    const ids = ['order-1', 'bestellung-ü', 'заказ-3'];
    // Who says so earlier than that has not heard of a confirmation.
    const answerAfter = 400;
    tap.delayAnswers(answerAfter);
    for (const id of ids) {
      const asked = performance.now();
      await inTime(shop.placeOrder(id), say('to-be-placed', { id }));
      const took = Math.round(performance.now() - asked);
      demand(took >= answerAfter - 10, say('placed-before', { id, took, answerAfter }), say('nobody-waits'));
    }
    tap.delayAnswers(0);
    verify(say('keys'), { expected: ids, received: await keysOf(observer, topics.orders), usually: say('once-each') });
    verify(say('acks-of-orders'), {
      expected: [-1],
      received: acksOf(tap, topics.orders),
      usually: say('leader-dies'),
    });
  });
  await prove('hangs-up', async () => {
    await shop.countClick('/tea').catch(() => undefined);
    await close(shop);
    await atReturn(600, () =>
      allClosed(tap, {
        within: 500,
        describe: say('to-be-closed'),
        usually: say('every-producer'),
      }),
    );
  });
});

test('clicks', { proves: ['clicks'], ...patience }, async (suite) => {
  const { lab, observer } = suite;
  await using tap = await wireTap(lab.connection);
  const { shop, topics } = await openShop(suite, tap);
  await inTime(shop.countClick('/tea'), say('click-to-be-sent'));
  const [click] = await observer.waitForRecords(topics.clicks, 1, { usually: say('not-sent') });
  verify(say('key-of-click'), { expected: '/tea', received: click?.key });
  verify(say('acks-of-clicks'), { expected: [0], received: acksOf(tap, topics.clicks), usually: say('waits') });
  await close(shop);
});

test('away', { proves: ['throws', 'clicks'], ...patience }, async (suite) => {
  const { lab, prove } = suite;
  await using tap = await wireTap(lab.connection);
  const { shop } = await openShop(suite, tap);
  await inTime(shop.placeOrder('order-1'), say('to-be-placed', { id: 'order-1' }));
  tap.goAway();
  await prove('throws', async () => {
    const outcome = await outcomeOf(shop.placeOrder('order-2'), say('order-while-away'));
    demand(outcome !== 'done', say('placed-while-away'), say('forgotten'));
  });
  await prove('clicks', async () => {
    const outcome = await outcomeOf(shop.countClick('/tea'), say('click-while-away'));
    demand(outcome === 'done', say('click-threw', { outcome }), say('disturbs-its-caller'));
  });
  tap.comeBack();
  await close(shop);
});

test('silent', { proves: ['throws'], ...patience }, async (suite) => {
  const { lab, prove } = suite;
  await using tap = await wireTap(lab.connection);
  const { shop } = await openShop(suite, tap);
  await inTime(shop.placeOrder('order-1'), say('to-be-placed', { id: 'order-1' }));
  tap.delayAnswers(30_000);
  await prove('throws', async () => {
    const outcome = await outcomeOf(shop.placeOrder('order-2'), say('order-while-silent'));
    demand(outcome !== 'done', say('placed-in-silence'), say('silence'));
  });
  tap.delayAnswers(0);
  tap.cut();
  await close(shop);
});

// When the process goes on, all timers that are due ring at once, and nobody has heard of the order yet.
test('stands-still', { proves: ['throws'], ...patience }, async (suite) => {
  const { lab, prove } = suite;
  await using tap = await wireTap(lab.connection);
  const { shop, topics } = await openShop(suite, tap);
  await inTime(shop.placeOrder('order-1'), say('to-be-placed', { id: 'order-1' }));
  const held = tap.fault({ on: 'Produce', topic: topics.orders, times: Infinity, do: 'delay', ms: 30_000 });
  const placed = shop.placeOrder('order-2').then(
    () => 'done',
    () => 'threw',
  );
  await eventually(() => held.fallen > 0, { describe: say('order-to-be-sent') });
  await standStill(6_000);
  await prove('throws', async () => {
    const outcome = await settles(placed, { within: 20_000, describe: say('order-while-silent') });
    demand(outcome === 'threw', say('placed-and-held'), say('silence'));
  });
  held.lift();
  tap.cut();
  await close(shop);
});
