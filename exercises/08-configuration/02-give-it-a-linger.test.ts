import { demand, settles, test, Unmet, verify, wireTap, type Lab, type Observer, type WireTap } from '#testkit';
import { giveItALinger, type Order, type OrderSender } from './02-give-it-a-linger.ts';

const patience = { timeout: 60_000 };
const orders: Order[] = Array.from({ length: 300 }, (_, n) => ({ id: `order-${n + 1}`, item: 'tea '.repeat(15) }));
const [first = { id: '', item: '' }, second = first] = orders;

// The size is said here, because a cluster of one's own may have another.
const createTopic = (lab: Lab, observer: Observer) =>
  observer.createTopic(lab.topic, { config: { 'max.message.bytes': '1048588' } });

/** Makes the sender on a tap of its own, and has it do the work. */
async function withSender(lab: Lab, work: (sender: OrderSender, tap: WireTap) => Promise<void>): Promise<void> {
  await using tap = await wireTap(lab.connection);
  const sender = await settles(giveItALinger({ ...lab, connection: tap.connection }), {
    within: 15_000,
    describe: 'giveItALinger to return',
  });
  await work(sender, tap);
}

/** Calls `send` for each, a few at a time, as customers come. The calls do not wait for each other. */
async function comeIn(sender: OrderSender, some: readonly Order[]): Promise<Promise<void>[]> {
  const sends: Promise<void>[] = [];
  for (const [index, order] of some.entries()) {
    sends.push(sender.send(order));
    if (index % 20 === 19) await new Promise((resolve) => setImmediate(resolve));
  }
  return sends;
}

const close = (sender: OrderSender) => settles(sender.close(), { within: 10_000, describe: 'close() to resolve' });

const keys = async (lab: Lab, observer: Observer): Promise<(string | null)[]> =>
  (await observer.records(lab.topic)).map(({ key }) => key);

test('needs a tenth of the batches', { ...patience, meta: { points: 3 } }, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await withSender(lab, async (sender, tap) => {
    const sends = await comeIn(sender, orders);
    await settles(Promise.all(sends), {
      within: 20_000,
      describe: 'all 300 sends to resolve',
      usually: 'a batch that is not full is never sent, or its callers are never told',
    });
    const records = await observer.records(lab.topic);
    const batches = tap.batchesTo(lab.topic).length;
    lab.log(`${orders.length} orders came in: ${batches} batches (as it was: ${orders.length})`);
    verify('the number of orders in the topic when all sends had resolved', {
      expected: orders.length,
      received: records.length,
      usually: 'send() resolves before its order is on the broker, or orders that come while others are sent get lost',
    });
    const stored = new Map(records.map(({ key, value }) => [key, value]));
    for (const order of orders) {
      verify(`the value under the key ${order.id}`, {
        expected: JSON.stringify(order),
        received: stored.get(order.id),
      });
    }
    demand(
      batches * 10 <= orders.length,
      `300 orders took ${batches} batches.`,
      'each send of kafkajs is a batch, whatever its settings say; what came in together has to be sent together',
    );
    await close(sender);
  });
});

test('does not let a lone order wait, and confirms what is there', patience, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await withSender(lab, async (sender, tap) => {
    for (const [index, order] of [first, second].entries()) {
      await settles(sender.send(order), {
        within: 5_000,
        describe: `the lone ${order.id} to be sent`,
        usually: 'a batch leaves when it is full, or when its first order has waited long enough, whichever is first',
      });
      // At once: a look at the topic takes its time, and the order may come meanwhile.
      demand(
        tap.batchesTo(lab.topic).length > index,
        `send() resolved for ${order.id} before its order is on the broker.`,
        'a caller is told as soon as its order waits; it has to wait for the send of its batch',
      );
      const there = await keys(lab, observer);
      demand(
        there.includes(order.id),
        `send() resolved for ${order.id}, and the order is not in the topic.`,
        'a caller is told as soon as its order waits; it has to wait for the send of its batch',
      );
    }
    await close(sender);
  });
});

test('tells whose order was not stored', patience, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await withSender(lab, async (sender) => {
    const large = sender.send({ id: 'large', item: 'x'.repeat(1_500_000) });
    const outcome = await settles(
      large.then(
        () => 'returned',
        () => 'threw',
      ),
      { within: 15_000, describe: 'an order of 1.5 MB to be refused' },
    );
    verify('what send() did with an order that the broker refuses', {
      expected: 'threw',
      received: outcome,
      usually: 'the error of the batch reaches nobody who waits for it',
    });
    await settles(sender.send(first), { within: 10_000, describe: 'the next order to be stored' }).catch(
      (error: unknown) => {
        if (error instanceof Unmet) throw error;
        throw new Unmet(`After a refused order the next one failed too: ${String(error)}`);
      },
    );
    await close(sender);
  });
});

test('sends what still waits before it hangs up', patience, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await withSender(lab, async (sender, tap) => {
    const some = orders.slice(0, 10);
    const sends = some.map((order) => sender.send(order));
    const outcomes = Promise.allSettled(sends);
    await close(sender);
    verify('the number of orders in the topic when close() had resolved', {
      expected: some.length,
      received: (await keys(lab, observer)).length,
      usually: 'close() hangs up while orders still wait for their batch',
    });
    await settles(outcomes, { within: 5_000, describe: 'the sends to settle' });
    verify('open connections after close()', { expected: 0, received: tap.openConnections() });
  });
});
