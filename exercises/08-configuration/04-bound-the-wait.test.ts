import {
  demand,
  eventually,
  settles,
  test,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type ObservedRecord,
} from '#testkit';
import { boundTheWait, type Order, type OrderSender, type Outcome } from './04-bound-the-wait.ts';

const patience = { timeout: 60_000 };
/** Longer than any test: the broker is silent. */
const never = 10_000_000;

const order = (id: string): Order => ({ id, item: 'tea' });

/** Two seconds more than the task allows, for a busy machine. */
const send = (sender: OrderSender, id: string): Promise<Outcome> =>
  settles(sender.send(order(id)), {
    within: 7_000,
    describe: `the outcome of ${id}, which was to be there within 5 s`,
    usually: 'the timeouts of all attempts add up, and so do the pauses between them',
  });

const close = (sender: OrderSender): Promise<void> =>
  settles(sender.close(), { within: 8_000, describe: 'close() to resolve', usually: 'it waits for a broker' });

const timesOf = (records: readonly ObservedRecord[], id: string): number =>
  records.filter(({ key }) => key === id).length;

function demandNoneTwice(records: readonly ObservedRecord[]): void {
  for (const id of new Set(records.map(({ key }) => key))) {
    const times = timesOf(records, id ?? '');
    demand(
      times === 1,
      `The order ${id} stands in the topic ${times} times.`,
      'an answer that is late makes the client send again; how many are in flight does not change that',
    );
  }
}

test('waits for a broker that is slow', patience, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  tap.delayAnswers(300);
  const sender = boundTheWait({ ...lab, connection: tap.connection });
  for (const id of ['order-1', 'order-2']) {
    verify(`the outcome of ${id}, whose confirmation came 0.3 s late`, {
      expected: 'stored',
      received: await send(sender, id),
      usually: 'the client gives up on each request too early: its timeouts are in milliseconds',
    });
  }
  tap.delayAnswers(0);
  const records = await observer.records(lab.topic);
  verify('the orders in the topic, each with its value', {
    expected: ['order-1', 'order-2'].map((id) => [id, JSON.stringify(order(id))]),
    received: records.map(({ key, value }) => [key, value]),
    usually: 'a late answer made the client send again; or the key is not the id, or the value not the order as JSON',
  });
  await close(sender);
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed after close()',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'close() is where the producer is disconnected',
  });
});

test('comes through a broker that hangs up for half a second', patience, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  const sender = boundTheWait({ ...lab, connection: tap.connection });
  verify('the outcome of order-1', { expected: 'stored', received: await send(sender, 'order-1') });
  tap.goAway();
  // From the first attempt on: on a busy machine the broker would be back before anybody has knocked.
  const knocked = eventually(() => tap.refused > 0, { within: 6_000, describe: 'an attempt to connect' });
  const back = knocked.then(() => setTimeout(() => tap.comeBack(), 300));
  back.catch(() => {});
  verify('the outcome of order-2, while the broker was away for half a second', {
    expected: 'stored',
    received: await send(sender, 'order-2'),
    usually: 'no second attempt, or all of them too soon one after the other',
  });
  demandNoneTwice(await observer.records(lab.topic));
  await close(sender);
});

test(
  'says unknown when the broker falls silent, and the truth after it',
  { ...patience, meta: { points: 4 } },
  async ({ lab, observer }) => {
    await observer.createTopic(lab.topic);
    await using tap = await wireTap(lab.connection);
    const sender = boundTheWait({ ...lab, connection: tap.connection });
    verify('the outcome of order-1', { expected: 'stored', received: await send(sender, 'order-1') });
    tap.delayAnswers(never);
    verify('the outcome of order-2, which the broker took and never confirmed', {
      expected: 'unknown',
      received: await send(sender, 'order-2'),
      usually: 'it is called stored without a confirmation',
    });
    demandNoneTwice(await observer.records(lab.topic));
    tap.delayAnswers(0);
    tap.cut();
    const later = await sendUntilStored(sender);
    verify(`the outcome of ${later}-after`, { expected: 'stored', received: await send(sender, `${later}-after`) });
    await close(sender);
    await expectTruth(lab, observer, ['order-1', later, `${later}-after`]);
  },
);

/** Sends one order after the other until one is stored, and returns its id. */
async function sendUntilStored(sender: OrderSender): Promise<string> {
  let count = 2;
  await eventually(async () => (await send(sender, `order-${(count += 1)}`)) === 'stored', {
    within: 20_000,
    describe: 'an order to be stored once the broker answers again',
    usually: 'what failed is kept: a producer, or a promise of its connection',
  });
  return `order-${count}`;
}

async function expectTruth(lab: Lab, observer: Observer, stored: readonly string[]): Promise<void> {
  const records = await observer.records(lab.topic);
  lab.log(`in the topic: ${records.map(({ key }) => key).join(', ')}; said to be stored: ${stored.join(', ')}`);
  for (const id of stored) {
    demand(
      timesOf(records, id) > 0,
      `send() called ${id} stored, and it is not in the topic.`,
      'after an idempotent send has thrown, kafkajs gives the number of its batch to the next one: ' +
        'the broker takes that for a duplicate',
    );
  }
  demandNoneTwice(records);
}
