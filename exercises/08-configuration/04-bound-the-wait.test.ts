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
  type ObservedRecord,
  type Observer,
  type WireTap,
} from '#testkit';
import { boundTheWait, type Order, type OrderSender } from './04-bound-the-wait.ts';

const patience = { timeout: 60_000 };
/** Longer than any test: the broker is silent. */
const never = 10_000_000;

const order = (id: string): Order => ({ id, item: 'Tee 茶' });

/** What send() resolved to, or that it threw; one second more than the task allows, for a busy machine. */
const send = (sender: OrderSender, id: string): Promise<string> =>
  settles(
    sender.send(order(id)).catch((error: unknown) => say('threw', { error: String(error) })),
    { within: 6_000, describe: say('outcome-in-time', { id }), usually: say('adds-up') },
  );

async function close(sender: OrderSender, tap: WireTap): Promise<void> {
  await settles(sender.close(), { within: 8_000, describe: say('to-close'), usually: say('waits-for-a-broker') });
  await allClosed(tap, {
    within: 2_000,
    describe: say('closed'),
    usually: say('not-disconnected'),
  });
}

/** The order's id in the value, wherever the key is; the key where the value is no JSON. */
function idOf({ key, value }: ObservedRecord): string | null {
  const data = asData(value);
  return typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : key;
}

function asData(value: string | null): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return value;
  }
}

async function expectNoneTwice(lab: Lab, observer: Observer): Promise<void> {
  const ids = (await observer.records(lab.topic)).map(idOf);
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  const times = ids.filter((id) => id === twice).length;
  demand(twice === undefined, say('twice', { id: twice, times }), say('sent-again'));
}

async function open(lab: Lab, observer: Observer, tap: WireTap): Promise<OrderSender> {
  await observer.createTopic(lab.topic);
  return boundTheWait({ ...lab, connection: tap.connection });
}

test('all-is-well', { proves: ['stored', 'once', 'hangs-up'], ...patience }, async ({ lab, observer, prove }) => {
  await using tap = await wireTap(lab.connection);
  const sender = await open(lab, observer, tap);
  const ids = ['order-1', 'order-2'];
  await prove('stored', async () => {
    for (const id of ids) verify(say('outcome', { id }), { expected: 'stored', received: await send(sender, id) });
    const records = await observer.records(lab.topic);
    verify(say('in-the-topic'), {
      expected: ids.map((id) => [id, order(id)]),
      received: records.map(({ key, value }) => [key, asData(value)]),
      usually: say('key-and-value'),
    });
  });
  await prove('once', () => expectNoneTwice(lab, observer));
  await prove('hangs-up', () => close(sender, tap));
});

test('slow', { proves: ['slow', 'once'], ...patience }, async ({ lab, observer, prove }) => {
  await using tap = await wireTap(lab.connection);
  tap.delayAnswers(300);
  const sender = await open(lab, observer, tap);
  await prove('slow', async () => {
    for (const id of ['order-1', 'order-2']) {
      verify(say('outcome-late', { id }), {
        expected: 'stored',
        received: await send(sender, id),
        usually: say('gives-up-early'),
      });
    }
  });
  tap.delayAnswers(0);
  await prove('once', () => expectNoneTwice(lab, observer));
  await sender.close();
});

test('away', { proves: ['slow', 'once'], ...patience }, async ({ lab, observer, prove }) => {
  await using tap = await wireTap(lab.connection);
  const sender = await open(lab, observer, tap);
  await prove('slow', async () => {
    verify(say('outcome', { id: 'order-1' }), { expected: 'stored', received: await send(sender, 'order-1') });
    tap.goAway();
    // From the first attempt on: on a busy machine the broker would be back before anybody has knocked.
    const knocked = eventually(() => tap.refused > 0, { within: 6_000, describe: say('to-connect') });
    const back = knocked.then(() => setTimeout(() => tap.comeBack(), 300));
    back.catch(() => {});
    verify(say('outcome-away', { id: 'order-2' }), {
      expected: 'stored',
      received: await send(sender, 'order-2'),
      usually: say('no-second-attempt'),
    });
  });
  tap.comeBack();
  await prove('once', () => expectNoneTwice(lab, observer));
  await sender.close();
});

test('silent', { proves: ['in-time', 'truth', 'once', 'hangs-up'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await using tap = await wireTap(lab.connection);
  const sender = await open(lab, observer, tap);
  await send(sender, 'order-1');
  tap.delayAnswers(never);
  await prove('in-time', async () =>
    verify(say('outcome-silent', { id: 'order-2' }), {
      expected: 'unknown',
      received: await send(sender, 'order-2'),
      usually: say('without-a-confirmation'),
    }),
  );
  await prove('once', () => expectNoneTwice(lab, observer));
  tap.delayAnswers(0);
  tap.cut();
  await prove('truth', async () => {
    const later = await sendUntilStored(sender);
    const after = `${later}-after`;
    verify(say('outcome', { id: after }), { expected: 'stored', received: await send(sender, after) });
    await expectTruth(lab, observer, [later, after]);
  });
  await prove('once', () => expectNoneTwice(lab, observer));
  await prove('hangs-up', () => close(sender, tap));
});

test('away-at-first', { proves: ['in-time', 'truth', 'once'], ...patience }, async ({ lab, observer, prove }) => {
  await using tap = await wireTap(lab.connection);
  tap.goAway();
  const sender = await open(lab, observer, tap);
  await prove('in-time', async () =>
    verify(say('outcome-away-at-first', { id: 'order-1' }), {
      expected: 'unknown',
      received: await send(sender, 'order-1'),
      usually: say('without-a-confirmation'),
    }),
  );
  tap.comeBack();
  await prove('truth', async () => expectTruth(lab, observer, [await sendUntilStored(sender)]));
  await prove('once', () => expectNoneTwice(lab, observer));
  await sender.close();
});

/** Sends one order after the other until one is stored, and returns its id. */
async function sendUntilStored(sender: OrderSender): Promise<string> {
  let count = 2;
  await eventually(async () => (await send(sender, `order-${(count += 1)}`)) === 'stored', {
    within: 20_000,
    describe: say('stored-again'),
    usually: say('what-failed-is-kept'),
  });
  return `order-${count}`;
}

async function expectTruth(lab: Lab, observer: Observer, stored: readonly string[]): Promise<void> {
  const ids = (await observer.records(lab.topic)).map(idOf);
  lab.log(say('who-is-there', { ids: ids.join(', '), stored: stored.join(', ') }));
  for (const id of stored) demand(ids.includes(id), say('not-there', { id }), say('taken-for-a-duplicate'));
}
