import { randomBytes } from 'node:crypto';
import { demand, say, settles, test, isQuiet, verify, wireTap, type Lab, type Observer, type WireTap } from '#testkit';
import { shareOneClient, type Order, type OrderService } from './04-share-one-client.ts';

const items = ['tea', 'crème brûlée', '抹茶 🍵'];
const orders: Order[] = Array.from({ length: 20 }, (_, n) => ({
  id: `order-${n + 1}`,
  item: items[n % items.length] ?? '',
  quantity: n + 1,
}));
const [first, second, third] = [orders[0]!, orders[1]!, orders[2]!];

/** One producer needs one connection with kafkajs, two with librdkafka; on a larger cluster one more for each broker. */
const enough = 5;

// An order that waits for a broker has time to come through.
const patience = { timeout: 60_000 };

const countedAt = (tap: WireTap): string =>
  say('counted', { connections: tap.connectionsOpened, requests: tap.count() - tap.count('Produce') });

const inTime = <T>(work: Promise<T>, describe: string) =>
  settles(work, { within: 5_000, describe, usually: say('never-happens') });

const place = (service: OrderService, order: Order) => inTime(service.place(order), say('placed', { id: order.id }));

interface Start {
  readonly lab: Lab;
  readonly observer: Observer;
}

async function start({ lab, observer }: Start) {
  await observer.createTopic(lab.topic);
  const tap = await wireTap(lab.connection);
  const service = shareOneClient({ ...lab, connection: tap.connection });
  return {
    tap,
    service,
    /** The orders that stand in the topic, by key, their values as data. */
    stored: async () =>
      (await observer.records(lab.topic)).map(({ key, value }): [string, unknown] => [key ?? '', asData(value)]),
    close: () => inTime(service.close(), say('close')),
    [Symbol.asyncDispose]: () => tap[Symbol.asyncDispose](),
  };
}

function asData(value: string | null): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return value;
  }
}

const isPlaced = (work: Promise<void>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

test('confirms', { proves: ['confirmed', 'hangs-up'] }, async ({ lab, observer, prove }) => {
  await using shop = await start({ lab, observer });
  const { service, tap } = shop;
  await prove('confirmed', async () => {
    for (const order of [first, second, third]) {
      await place(service, order);
      const sent = tap.requestsOf('Produce');
      const isConfirmed = sent.length > 0 && sent.every(({ roundTripMs }) => roundTripMs !== undefined);
      demand(isConfirmed, say('too-early', { id: order.id }), say('not-awaited'));
    }
    const expected = [first, second, third].map((order) => [order.id, order]);
    verify(say('stored'), { expected, received: await shop.stored(), usually: say('key-and-value') });
  });
  await prove('hangs-up', async () => {
    await shop.close();
    const isAlone = await isQuiet(() => tap.openConnections());
    demand(isAlone, say('left-open', { count: tap.openConnections() }), say('not-hung-up'));
  });
});

test('refused', { proves: ['confirmed'] }, async ({ lab, observer }) => {
  await using shop = await start({ lab, observer });
  // Four times what the broker takes, and no codec makes a quarter of it.
  const large: Order = { ...first, item: randomBytes(3_000_000).toString('base64') };
  const isResolved = await inTime(isPlaced(shop.service.place(large)), say('placed', { id: say('large') }));
  const keys = (await shop.stored()).map(([key]) => key);
  demand(!isResolved || keys.includes(large.id), say('resolved-all-the-same'), say('swallowed'));
  await place(shop.service, second);
  await shop.close();
});

test('away-at-first', { proves: ['confirmed'], ...patience }, async ({ lab, observer }) => {
  await using shop = await start({ lab, observer });
  const { service, tap } = shop;
  tap.goAway();
  const early = isPlaced(service.place(first));
  // Most clients have given up by then. One that has not finds the broker back, and places the order late.
  await settles(early, { within: 3_000, describe: say('placed', { id: first.id }) }).catch(() => {});
  tap.comeBack();
  const isResolved = await settles(early, { within: 35_000, describe: say('placed', { id: first.id }) });
  demand(!isResolved || (await shop.stored()).length > 0, say('resolved-while-away'), say('swallowed'));
  const isSecondPlaced = await inTime(isPlaced(service.place(second)), say('placed', { id: second.id }));
  demand(isSecondPlaced, say('tried-anew'), say('kept-promise'));
  const keys = (await shop.stored()).map(([key]) => key);
  demand(keys.includes(second.id), say('resolved-after-away'), say('swallowed'));
  await shop.close();
});

test('one-by-one', { proves: ['one-connection'] }, async ({ lab, observer }) => {
  await using shop = await start({ lab, observer });
  const started = performance.now();
  for (const order of orders) await place(shop.service, order);
  lab.log(`20 orders: ${countedAt(shop.tap)}, ${Math.round(performance.now() - started)} ms`);
  const { connectionsOpened: count } = shop.tap;
  demand(count <= enough, say('opened', { count }), say('for-each-order'));
  await shop.close();
});

test('at-once', { proves: ['one-connection', 'confirmed'] }, async ({ lab, observer, prove }) => {
  await using shop = await start({ lab, observer });
  await prove('confirmed', async () => {
    await inTime(Promise.all(orders.map((order) => shop.service.place(order))), say('all-placed'));
    const received = (await shop.stored()).map(([key]) => key).toSorted();
    const expected = orders.map(({ id }) => id).toSorted();
    verify(say('keys'), { expected, received, usually: say('not-awaited') });
  });
  await prove('one-connection', () => {
    const { connectionsOpened: count } = shop.tap;
    demand(count <= enough, say('opened-at-once', { count }), say('nothing-to-share'));
  });
  await shop.close();
});
