import { demand, eventually, settles, test, verify, wireTap, type WireTap } from '#testkit';
import { shareOneClient, type Order } from './04-share-one-client.ts';

const orders: Order[] = Array.from({ length: 20 }, (_, n) => ({ id: `order-${n + 1}`, item: 'tea', quantity: n + 1 }));

/** One producer needs one connection with kafkajs, two with librdkafka; on a larger cluster one more for each broker. */
const enough = 5;

const countedAt = (tap: WireTap): string =>
  `connections: ${tap.connectionsOpened}, requests beside the records: ${tap.count() - tap.count('Produce')}`;

const inTime = <T>(work: Promise<T>, describe: string) =>
  settles(work, { within: 5_000, describe, usually: 'something is awaited that never happens' });

test('confirms an order when the broker has confirmed it', async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  const service = shareOneClient({ ...lab, connection: tap.connection });
  for (const order of orders.slice(0, 3)) {
    await inTime(service.place(order), 'an order to be confirmed');
    const sent = tap.requestsOf('Produce');
    demand(
      sent.length > 0 && sent.every(({ roundTripMs }) => roundTripMs !== undefined),
      `place() resolved for ${order.id} before the broker had confirmed it.`,
      'send() is not awaited, or asks for no confirmation',
    );
  }
  verify('the keys and values in the topic when three orders were confirmed', {
    expected: orders.slice(0, 3).map((order) => [order.id, JSON.stringify(order)]),
    received: (await observer.records(lab.topic)).map(({ key, value }) => [key, value]),
    usually: 'the key of the record is the id of the order, its value the order as JSON',
  });
  await inTime(service.close(), 'close() to resolve');
});

test('needs no more connections for twenty orders than for one', async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  const service = shareOneClient({ ...lab, connection: tap.connection });
  const started = performance.now();
  for (const order of orders) await inTime(service.place(order), 'an order to be confirmed');
  lab.log(`20 orders: ${countedAt(tap)}, ${Math.round(performance.now() - started)} ms`);
  demand(
    tap.connectionsOpened <= enough,
    `20 orders, one after the other, opened ${tap.connectionsOpened} connections to the broker.`,
    'a producer is made or connected for each order; a shared Kafka object is not a shared connection',
  );
  await inTime(service.close(), 'close() to resolve');
});

test('needs no more connections when the first twenty orders come at once', async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  const service = shareOneClient({ ...lab, connection: tap.connection });
  await inTime(Promise.all(orders.map((order) => service.place(order))), 'all orders to be confirmed');
  demand(
    tap.connectionsOpened <= enough,
    `20 orders at once opened ${tap.connectionsOpened} connections to the broker.`,
    'while the first order was still connecting, the others found nothing to share, and connected too',
  );
  verify('the number of orders in the topic', {
    expected: 20,
    received: (await observer.records(lab.topic)).length,
    usually: 'place() resolves before the record is there',
  });
  await inTime(service.close(), 'close() to resolve');
});

test('hangs up when it is closed', async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  const service = shareOneClient({ ...lab, connection: tap.connection });
  for (const order of orders.slice(0, 3)) await inTime(service.place(order), 'an order to be confirmed');
  await inTime(service.close(), 'close() to resolve');
  await eventually(() => tap.openConnections() === 0, {
    within: 1_000,
    describe: 'the connections to be closed after close()',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'close() is where the shared client is disconnected',
  });
});
