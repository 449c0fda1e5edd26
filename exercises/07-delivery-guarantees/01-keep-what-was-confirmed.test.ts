import {
  allClosed,
  atReturn,
  eventually,
  missed,
  newLab,
  say,
  settles,
  test,
  verify,
  wireTap,
  type Lab,
  type ObservedRecord,
  type SuiteContext,
  type WireTap,
} from '#testkit';
import { keepWhatWasConfirmed, type Order, type OrderBook } from './01-keep-what-was-confirmed.ts';

/**
 * Milliseconds: what the task allows, with what is added for a busy machine; how long an order is watched that can be
 * confirmed by the leader alone, and one that must not be confirmed.
 */
const limits = { goesOn: 18_000, byTheLeader: 1_000, alone: 3_000 };
/** Longer than anything takes that proves nothing. */
const long = 20_000;

const orderOf = (id: string): Order => ({ id, item: 'Tee 茶' });

/** A book behind a door of its own, and what became of the orders that it was handed. */
class Customer {
  readonly topic: string;
  readonly tap: WireTap;
  readonly #book: OrderBook;
  readonly outcomes = new Map<string, string>();

  constructor(topic: string, tap: WireTap, book: OrderBook) {
    this.topic = topic;
    this.tap = tap;
    this.#book = book;
  }

  /** Hands an order in; what becomes of it stands in `outcomes`, `waits` at first. */
  async order(id: string): Promise<void> {
    this.outcomes.set(id, 'waits');
    try {
      await this.#book.take(orderOf(id));
      this.outcomes.set(id, 'confirmed');
    } catch (error) {
      this.outcomes.set(id, `refused: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  close(): Promise<void> {
    return this.#book.close();
  }

  waitsFor(id: string): boolean {
    return this.outcomes.get(id) === 'waits';
  }

  /** Ids of the orders with this outcome. */
  that(outcome: 'confirmed' | 'waits'): string[] {
    return [...this.outcomes].filter(([, is]) => is === outcome).map(([id]) => id);
  }

  /** How many of the batches that it sent were answered by the broker. */
  answered(): number {
    return this.tap.batchesTo(this.topic).filter(({ request }) => request.roundTripMs !== undefined).length;
  }
}

/** A place for a book, whose topic asks for so many replicas in sync. */
async function newPlace({ lab, observer }: SuiteContext, least: number): Promise<Lab> {
  const place = newLab(lab.signal);
  await observer.createTopic(place.topic, { config: { 'min.insync.replicas': String(least) } });
  return place;
}

/** Opens a book; its first order is confirmed, and there, while nothing is the matter. */
async function open({ observer }: SuiteContext, stack: AsyncDisposableStack, place: Lab): Promise<Customer> {
  const tap = stack.use(await wireTap(place.connection, { log: (line) => place.log(line) }));
  const opening = keepWhatWasConfirmed({ ...place, connection: tap.connection });
  const customer = new Customer(place.topic, tap, await settles(opening, { within: long, describe: say('to-open') }));
  await demandConfirmed(customer, 'first', say('nothing-sent'));
  await observer.waitForRecords(place.topic, 1, { within: long, usually: say('nothing-sent') });
  return customer;
}

async function demandConfirmed(customer: Customer, id: string, usually: string): Promise<void> {
  const within = limits.goesOn;
  await settles(customer.order(id), { within, describe: say('to-be-confirmed', { id }), usually });
  verify(say('outcome', { id }), { expected: 'confirmed', received: customer.outcomes.get(id), usually });
}

/** All replicas have the order, and the book does not hear of it: the answer stays at the door. */
async function holdAnswer({ lab, observer }: SuiteContext, one: Customer): Promise<void> {
  one.tap.delayAnswers(Infinity);
  void one.order('held');
  // The observer sees what all replicas in sync have.
  await eventually(async () => (await observer.records(one.topic)).some(({ key }) => key === 'held'), {
    within: long,
    describe: say('to-be-everywhere'),
    seen: () => say('outcome-so-far', { outcome: one.outcomes.get('held') }),
    usually: say('nothing-sent'),
  });
  lab.log(say('log-held'));
}

/** A clock that says when so many milliseconds have passed. */
function hasPassed(ms: number): () => boolean {
  const since = performance.now();
  return () => performance.now() - since > ms;
}

/** The leader alone has these orders: its followers are frozen. More than one, because a fetch that was open carries the first. */
async function orderFromTheLeader({ cluster, lab }: SuiteContext, two: Customer): Promise<void> {
  for (const id of ['frozen-1', 'frozen-2', 'frozen-3', 'frozen-4']) {
    const before = await cluster.logEnd(two);
    void two.order(id);
    await eventually(async () => !two.waitsFor(id) || (await cluster.logEnd(two)) > before, {
      within: long,
      describe: say('to-be-sent', { id }),
      usually: say('nothing-sent'),
    });
    const isOver = hasPassed(limits.byTheLeader);
    await eventually(() => !two.waitsFor(id) || isOver(), { within: long, describe: say('time') });
    if (two.waitsFor(id)) break;
  }
  const inSync = (await cluster.inSync(two)).length;
  if (inSync < 3) missed(say('followers-gone', { inSync }));
  const [confirmed, waiting] = [two.that('confirmed'), two.that('waits')].map((ids) => ids.join(', ') || '–');
  lab.log(say('log-frozen', { inSync, confirmed, waiting }));
}

/** Freezes, kills and thaws; resolves when another broker leads both topics. */
async function loseTheLeader(suite: SuiteContext, [one, two]: readonly [Customer, Customer]): Promise<void> {
  const { cluster } = suite;
  const before = await cluster.leader(one);
  const followers = cluster.brokers.filter((broker) => broker !== before);
  await holdAnswer(suite, one);
  await cluster.freeze(...followers);
  await orderFromTheLeader(suite, two);
  await cluster.kill(before);
  // What is held at the door has died with its broker.
  one.tap.cut();
  one.tap.delayAnswers(0);
  await cluster.thaw(...followers);
  for (const { topic } of [one, two]) await cluster.newLeader({ topic, before });
}

async function proveGoesOn({ prove }: SuiteContext, customers: readonly Customer[]): Promise<void> {
  const waiting = (): string[] => customers.flatMap((each) => each.that('waits'));
  await prove('goes-on', async () => {
    await eventually(() => waiting().length === 0, {
      within: limits.goesOn,
      describe: say('to-go-on'),
      seen: () => say('outcome-so-far', { outcome: `waits (${waiting().join(', ')})` }),
      usually: say('how-long'),
    });
    for (const [id, received] of customers.flatMap(({ outcomes }) => [...outcomes]))
      verify(say('outcome', { id }), { expected: 'confirmed', received, usually: say('gave-up') });
  });
  if (waiting().length > 0) return;
  await prove('goes-on', async () => {
    await Promise.all(customers.map((each) => demandConfirmed(each, 'after', say('how-long'))));
  });
}

/** What stands in the topic, once all replicas in sync have what its new leader has. */
async function stored({ cluster, observer }: SuiteContext, { topic }: Customer): Promise<ObservedRecord[]> {
  const isCopied = async (): Promise<boolean> =>
    (await observer.endOffsets(topic))[0] === (await cluster.logEnd({ topic }));
  await eventually(isCopied, { within: long, describe: say('to-be-copied') });
  return observer.records(topic);
}

async function proveKept(suite: SuiteContext, customer: Customer): Promise<void> {
  const { prove } = suite;
  const confirmed = customer.that('confirmed');
  const records = await stored(suite, customer);
  const values = new Map(records.map(({ key, value }) => [key, asData(value)]));
  await prove('survives', () => {
    const lost = confirmed.filter((id) => !values.has(id));
    verify(say('lost'), { expected: [], received: lost, usually: say('who-had-it') });
    const received = confirmed.map((id) => values.get(id));
    verify(say('values'), { expected: confirmed.map(orderOf), received, usually: say('as-json') });
  });
  await prove('once', () => {
    const keys = records.map(({ key }) => key);
    const twice = keys.filter((key, at) => keys.indexOf(key) < at);
    verify(say('twice'), { expected: [], received: twice, usually: say('sent-again') });
  });
}

function asData(value: string | null): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return value;
  }
}

/**
 * The topic asks for more replicas than are left: hands in an order. Resolves to what tells whether it has been watched for
 * long enough, which is not before the broker has said no.
 */
async function orderAlone({ cluster, lab }: SuiteContext, three: Customer): Promise<() => boolean> {
  const left = async (): Promise<readonly number[] | undefined> => {
    const inSync = await cluster.inSync(three);
    return inSync.length < 3 ? inSync : undefined;
  };
  const inSync = (await eventually(left, { within: long, describe: say('fewer-in-sync') })).length;
  lab.log(say('log-left', { inSync }));
  const before = three.answered();
  void three.order('alone');
  const isOver = hasPassed(limits.alone);
  return () => !three.waitsFor('alone') || (isOver() && three.answered() > before);
}

async function proveNotEnough({ prove }: SuiteContext, three: Customer, isWatched: () => boolean): Promise<void> {
  await eventually(isWatched, {
    within: long,
    describe: say('to-be-sent', { id: 'alone' }),
    usually: say('nothing-sent'),
  });
  await prove('not-enough', () => {
    const isConfirmed = three.outcomes.get('alone') === 'confirmed';
    verify(say('alone'), { expected: false, received: isConfirmed, usually: say('how-many') });
  });
}

async function proveCloses({ prove }: SuiteContext, customers: readonly Customer[]): Promise<void> {
  const closed = { within: 600, describe: say('to-be-closed'), usually: say('hangs-up-later') };
  await prove('closes', async () => {
    for (const customer of customers) await settles(customer.close(), { within: long, describe: say('to-close') });
    await atReturn(900, () => Promise.all(customers.map(({ tap }) => allClosed(tap, closed))));
  });
}

const proves = ['survives', 'once', 'goes-on', 'not-enough', 'closes'];

test('leader-dies', { proves, timeout: 150_000 }, async (suite) => {
  const { cluster } = suite;
  await using stack = new AsyncDisposableStack();
  const [first, second, third] = [await newPlace(suite, 2), await newPlace(suite, 2), await newPlace(suite, 3)];
  await cluster.moveLeader({ topic: second.topic, to: await cluster.leader(first) });
  await cluster.allInSync();
  const one = await open(suite, stack, first);
  const two = await open(suite, stack, second);
  const three = await open(suite, stack, third);
  await loseTheLeader(suite, [one, two]);
  const isWatched = await orderAlone(suite, three);
  await proveGoesOn(suite, [one, two]);
  for (const each of [one, two]) await proveKept(suite, each);
  await proveNotEnough(suite, three, isWatched);
  await proveCloses(suite, [one, two]);
});
