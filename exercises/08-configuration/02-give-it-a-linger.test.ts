import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  allClosed,
  demand,
  eventually,
  say,
  settles,
  test,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type WireTap,
} from '#testkit';
import { giveItALinger, type Order, type OrderSender } from './02-give-it-a-linger.ts';

const patience = { timeout: 60_000 };
const orderOf = (number: number): Order => ({ id: `order-${number}`, item: 'Tee für 茶 '.repeat(5) });
const ordersOf = (count: number): Order[] => Array.from({ length: count }, (_, n) => orderOf(n + 1));

/** What an order may wait for others, in milliseconds; and what the suite allows, since a busy machine adds its own. */
const limit = 50;
const allowed = 150;

const now = (): number => performance.timeOrigin + performance.now();

// The size is said here, because a cluster of one's own may have another.
const createTopic = (lab: Lab, observer: Observer) =>
  observer.createTopic(lab.topic, { config: { 'max.message.bytes': '1048588' } });

const makeSender = (lab: Lab, tap: WireTap): Promise<OrderSender> =>
  settles(giveItALinger({ ...lab, connection: tap.connection }), { within: 15_000, describe: say('to-return') });

interface Sent {
  readonly order: Order;
  readonly calledAt: number;
  readonly send: Promise<void>;
}

function called(sender: OrderSender, order: Order): Sent {
  const calledAt = now();
  const send = sender.send(order);
  send.catch(() => {}); // looked at where it is awaited
  return { order, calledAt, send };
}

/** Calls `send` for each, one every `everyMs`, as customers come; those that are overdue together. No call waits for another. */
async function comeIn(sender: OrderSender, orders: readonly Order[], everyMs: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  const start = performance.now();
  while (sent.length < orders.length) {
    const due = Math.floor((performance.now() - start) / everyMs) + 1;
    for (const order of orders.slice(sent.length, due)) sent.push(called(sender, order));
    await wait(1);
  }
  return sent;
}

const allResolve = (sent: readonly Sent[]) =>
  settles(Promise.all(sent.map(({ send }) => send)), {
    within: 20_000,
    describe: say('sends-to-resolve', { count: sent.length }),
    usually: say('nobody-is-told'),
  });

const close = (sender: OrderSender) => settles(sender.close(), { within: 10_000, describe: say('to-close') });

/** What stands in the topic under each key; JSON as data, whatever its spaces and order. */
async function stored(lab: Lab, observer: Observer): Promise<Record<string, unknown>> {
  const records = await observer.records(lab.topic);
  return Object.fromEntries(records.map(({ key, value }) => [key ?? say('no-key'), asData(value)]));
}

function asData(value: string | null): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return value;
  }
}

async function expectStored(lab: Lab, observer: Observer, orders: readonly Order[]): Promise<void> {
  const found = await stored(lab, observer);
  const missing = orders.filter(({ id }) => !(id in found)).map(({ id }) => id);
  const counts = { count: missing.length, all: orders.length, first: missing[0] };
  demand(missing.length === 0, say('missing', counts), say('told-too-early'));
  for (const order of orders)
    verify(say('value-under', { id: order.id }), { expected: order, received: found[order.id] });
}

const medianOf = (numbers: readonly number[]): number =>
  Math.round(numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Infinity);

/** How long the first order of each batch had waited when the batch arrived, the median of all batches. */
function medianWait(lab: Lab, tap: WireTap, sent: readonly Sent[]): number {
  let next = 0;
  const firsts = tap
    .batchesTo(lab.topic)
    .map(({ request, records }) => ({ at: request.at, first: (next += records) - records }));
  return medianOf(firsts.map(({ at, first }) => at - (sent[first]?.calledAt ?? 0)));
}

test('within-a-moment', { proves: ['batches', 'own-order'], ...patience }, async ({ lab, observer, prove }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sender = await makeSender(lab, tap);
  // As from a broker that is not next door: whoever waits for an answer gathers meanwhile.
  tap.delayAnswers(20);
  const orders = ordersOf(300);
  const sent = await comeIn(sender, orders, 200 / 300);
  await prove('own-order', async () => {
    await allResolve(sent);
    await expectStored(lab, observer, orders);
  });
  await prove('batches', () => {
    const counted = { orders: orders.length, batches: tap.batchesTo(lab.topic).length };
    lab.log(say('so-many', counted));
    demand(counted.batches * 10 <= counted.orders, say('too-many', counted), say('sent-alone'));
  });
  await close(sender);
});

test('steadily', { proves: ['soon'], ...patience }, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sender = await makeSender(lab, tap);
  const sent = await comeIn(sender, ordersOf(150), 10);
  await allResolve(sent);
  const median = medianWait(lab, tap, sent);
  // Whoever has one request under way at a time waits for the broker too.
  const broker = medianOf(tap.requestsOf('Produce').map(({ roundTripMs = 0 }) => roundTripMs));
  demand(median <= allowed + broker, say('steady-late', { median, limit }), say('clock'));
  await close(sender);
});

/** Waits until the order, before which so many requests were sent, is on its way. */
const leaves = (tap: WireTap, before: number, { id }: Order) =>
  eventually(() => tap.count('Produce') > before, {
    describe: say('to-leave', { id }),
    seen: () => say('requests', { count: tap.count('Produce') }),
    usually: say('full-or-late'),
  });

test('alone', { proves: ['soon', 'own-order'], ...patience }, async ({ lab, observer, prove }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sender = await makeSender(lab, tap);
  const waits: number[] = [];
  for (const [index, order] of ordersOf(5).entries()) {
    const { calledAt, send } = called(sender, order);
    await prove('soon', async () => {
      await leaves(tap, index, order);
      waits.push((tap.requestsOf('Produce')[index]?.at ?? Infinity) - calledAt);
    });
    if (waits.length <= index) break;
    await prove('own-order', async () => {
      await settles(send, {
        within: 5_000,
        describe: say('send-to-resolve', { id: order.id }),
        usually: say('nobody-is-told'),
      });
      await expectStored(lab, observer, [order]);
    });
  }
  await prove('soon', () => {
    const median = medianOf(waits);
    demand(median <= allowed, say('alone-late', { median, limit }), say('full-or-late'));
  });
  await close(sender);
});

test('while-another-is-under-way', { proves: ['own-order'], ...patience }, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sender = await makeSender(lab, tap);
  const late = 300;
  tap.delayAnswers(late);
  const [first, second] = [orderOf(1), orderOf(2)];
  const { send: before } = called(sender, first);
  await leaves(tap, 0, first);
  await settles(sender.send(second), { within: 10_000, describe: say('send-to-resolve', { id: second.id }) });
  const resolvedAt = now();
  tap.delayAnswers(0);
  const request = tap.requestsOf('Produce')[1];
  demand(
    resolvedAt - (request?.at ?? Infinity) >= late,
    say('before-its-answer', { id: second.id }),
    say('whose-send'),
  );
  await settles(before, { within: 5_000, describe: say('send-to-resolve', { id: first.id }) });
  await close(sender);
});

/** What became of each send: 'resolved' or 'threw'. */
const outcomesOf = (sends: readonly Promise<void>[]) =>
  settles(
    Promise.all(
      sends.map((send) =>
        send.then(
          () => 'resolved',
          () => 'threw',
        ),
      ),
    ),
    {
      within: 15_000,
      describe: say('to-be-refused'),
      usually: say('error-reaches-nobody'),
    },
  );

test('refused', { proves: ['throws'], ...patience }, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sender = await makeSender(lab, tap);
  const refusal = { on: 'Produce', topic: lab.topic, times: Infinity } as const;
  const order = tap.fault({ ...refusal, do: 'refuse', with: 'MESSAGE_TOO_LARGE' });
  verify(say('refused'), {
    expected: ['threw', 'threw', 'threw'],
    received: await outcomesOf(ordersOf(3).map((each) => sender.send(each))),
    usually: say('error-reaches-nobody'),
  });
  order.lift();
  // Of such a text a codec leaves three quarters, and those are too large as well.
  const large = { id: 'large', item: randomBytes(1_500_000).toString('base64') };
  verify(say('too-large'), {
    expected: ['threw'],
    received: await outcomesOf([sender.send(large)]),
    usually: say('error-reaches-nobody'),
  });
  const next = orderOf(1);
  verify(say('after-a-refusal'), {
    expected: ['resolved'],
    received: await outcomesOf([sender.send(next)]),
    usually: say('kept-what-failed'),
  });
  verify(say('keys-after-refusals'), { expected: [next.id], received: Object.keys(await stored(lab, observer)) });
  await close(sender);
});

test('closes', { proves: ['close'], ...patience }, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sender = await makeSender(lab, tap);
  const orders = ordersOf(10);
  tap.delayAnswers(100);
  const sends = orders.map((order) => sender.send(order));
  const outcomes = Promise.allSettled(sends);
  await close(sender);
  verify(say('in-the-topic'), {
    expected: orders.length,
    received: Object.keys(await stored(lab, observer)).length,
    usually: say('hangs-up-first'),
  });
  await settles(outcomes, { within: 5_000, describe: say('to-settle') });
  await allClosed(tap, { within: 1_000, describe: say('closed'), usually: say('not-disconnected') });
});
