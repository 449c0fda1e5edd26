import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import {
  demand,
  eventually,
  runProgram,
  say,
  settles,
  test,
  Unmet,
  verify,
  wireTap,
  type Lab,
  type Program,
  type SuiteContext,
  type WireTap,
} from '#testkit';
import { changeOrder, type Change } from './05-empty-the-outbox.ts';

const patience = { timeout: 120_000 };
/** Milliseconds: for an event, for what neither needs the broker nor waits for it, for what the task limits, and for a busy machine. */
const limits = { event: 20_000, change: 4_000, soon: 2_000, busy: 3_500 };

const change = (order: string, item: string, quantity: number): Change => ({ order, item, quantity });
const first = change('order-1', 'tea', 1);
const second = change('order-2', 'coffee', 1);
const third = change('order-1', 'tea', 2);
const fourth = change('order-3', '茶', 7);
const fifth = change('order-2', 'tea', 3);
const sixth = change('order-4', 'coffee', 1);
const rested = change('order-6', 'tea', 6);

/** The shop's database, in a folder of its own. */
class Shop implements Disposable {
  readonly #folder = mkdtempDisposableSync(`${tmpdir()}/workbook-shop-`);
  readonly file = `${this.#folder.path}/shop.db`;

  constructor() {
    using database = new DatabaseSync(this.file);
    database.exec(`
      CREATE TABLE items (name TEXT PRIMARY KEY);
      INSERT INTO items VALUES ('tea'), ('coffee'), ('茶');
      CREATE TABLE orders (id TEXT PRIMARY KEY, item TEXT NOT NULL REFERENCES items (name)
        DEFERRABLE INITIALLY DEFERRED, quantity INTEGER NOT NULL);
      CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, sent INTEGER NOT NULL DEFAULT 0);
    `);
  }

  ask(sql: string): unknown[] {
    using database = new DatabaseSync(this.file, { timeout: 5_000 });
    const rows = database.prepare(sql).all();
    return rows.map((row) => ({ ...row }));
  }

  [Symbol.dispose](): void {
    this.#folder.remove();
  }
}

/** The relay, started again where an error ends it. */
class Relay implements AsyncDisposable {
  readonly #options: Parameters<typeof runProgram>[1];
  #program: Program | undefined;
  #isOver = false;
  readonly #quit = Promise.withResolvers<never>();

  constructor(lab: Lab, { file }: Shop) {
    this.#quit.promise.catch(() => {}); // heard where somebody waits for the relay
    this.#options = { lab, args: [file], within: patience.timeout };
  }

  start(): void {
    this.#program = runProgram(import.meta.url, this.#options);
    void this.#startAgain(this.#program);
  }

  async #startAgain(program: Program): Promise<void> {
    const { code } = await program.end({ within: 2 * patience.timeout });
    if (code === 0) this.#quit.reject(new Unmet(say('has-ended')));
    else if (!this.#isOver) this.start();
  }

  /** Waits for something that takes a relay which goes on. */
  async while(work: Promise<unknown>): Promise<void> {
    await Promise.race([work, this.#quit.promise]);
  }

  /** Ends it as a machine ends whose power is cut. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#program?.[Symbol.asyncDispose]();
  }
}

type Event = Awaited<ReturnType<typeof eventsIn>>[number];

async function eventsIn({ lab, observer }: SuiteContext) {
  const records = await observer.records(lab.topic);
  return records.map(({ key, value, headers }) => ({ id: headers['id'], key, change: parsed(value) }));
}

function parsed(value: string | null): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return value;
  }
}

const isOf = (wanted: Change) => (event: Event) => isDeepStrictEqual(event.change, wanted);

/** Waits for the event of a change. */
async function arrives(suite: SuiteContext, wanted: Change, usually = say('does-not-go-on')): Promise<void> {
  await eventually(async () => (await eventsIn(suite)).some(isOf(wanted)), {
    within: limits.event,
    describe: say('event', { change: JSON.stringify(wanted) }),
    usually,
  });
}

const isSending = async (isIt: () => boolean): Promise<void> =>
  void (await eventually(isIt, { within: limits.event, describe: say('to-be-sent'), usually: say('does-not-go-on') }));

/** A moment in which the outbox is empty: time for the relay to see that it is. */
const nothingIsMade = (since = performance.now()): Promise<unknown> =>
  eventually(() => performance.now() - since > 1_000, { describe: say('to-be-sent') });

/** Makes a change, which neither needs the broker nor waits for it. */
const make = (lab: Lab, { file }: Shop, which: Change): Promise<void> => {
  const deadline = { within: limits.change, describe: say('to-resolve'), usually: say('who-waits') };
  return settles(changeOrder(lab, file, which), deadline);
};

/** What an event is about: by its value, or else by its key. */
const orderOf = ({ key, change: of }: Event): unknown =>
  typeof of === 'object' && of !== null && 'order' in of ? of.order : key;

/** The orders of which there are fewer events than there were changes. */
function ordersWithout(events: readonly Event[], made: readonly Change[]): string[] {
  const there = Map.groupBy(events.map(orderOf), (order) => order);
  const isShort = ([order, { length }]: [string, Change[]]): boolean => (there.get(order)?.length ?? 0) < length;
  return [...Map.groupBy(made, ({ order }) => order)].filter(isShort).map(([order]) => order);
}

/** Judges the events in the topic when the changes in `made`, and no others, were resolved. */
async function judge(suite: SuiteContext, made: readonly Change[], { prove } = suite): Promise<void> {
  let events: Event[] = [];
  await prove('none-lost', async () => {
    const areThere = async (): Promise<boolean> => ordersWithout((events = await eventsIn(suite)), made).length === 0;
    await eventually(areThere, {
      within: limits.event,
      describe: say('all-events', { count: made.length }),
      seen: () => say('missing', { count: events.length, orders: ordersWithout(events, made).join(', ') }),
      usually: say('marked-too-early'),
    });
  });
  // What is lost is judged above.
  const without = ordersWithout(events, made);
  const there = made.filter(({ order }) => !without.includes(order));
  const found = there.map((each) => events.find(isOf(each)) ?? events.find((event) => orderOf(event) === each.order));
  const expected = there.map((each) => ({ key: each.order, change: each }));
  const received = found.map((event) => ({ key: event?.key, change: event?.change }));
  verify(say('as-they-were'), { expected, received, usually: say('as-it-is-now') });
  const stored = there.toSorted((one, other) => events.findIndex(isOf(one)) - events.findIndex(isOf(other)));
  await prove('in-order', () =>
    verify(say('order'), { expected: there, received: stored, usually: say('who-overtakes') }),
  );
  await prove('same-id', () => {
    const ids = there.map((each) => [...new Set(events.filter(isOf(each)).map(({ id }) => id))]);
    verify(say('ids-of-each'), { expected: ids.map(([id]) => [id]), received: ids, usually: say('id-of-its-own') });
    const all = ids.flat();
    verify(say('no-id'), { expected: [], received: all.filter((id) => typeof id !== 'string' || id === '') });
    verify(say('id-twice'), { expected: [...new Set(all)], received: all, usually: say('several-changes') });
  });
}

/** What a relay asks first when it has something to send, with or without a transaction. */
const begun = (tap: WireTap): number =>
  (['Produce', 'FindCoordinator', 'AddPartitionsToTxn'] as const).reduce((sum, api) => sum + tap.count(api), 0);

const isOpen = ({ api, roundTripMs, produce }: WireTap['requests'][number]): boolean =>
  ['Produce', 'EndTxn'].includes(api) && roundTripMs === undefined && produce?.acks !== 0;

test('slow-broker', { proves: ['goes-on', 'without-kafka', 'none-lost', 'empties'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await observer.createTopic(lab.topic);
  using shop = new Shop();
  await using shopTap = await wireTap(lab.connection);
  shopTap.goAway();
  const away = { ...lab, connection: shopTap.connection };
  await prove('without-kafka', () => make(away, shop, first));
  await using tap = await wireTap(lab.connection);
  {
    await using relay = new Relay({ ...lab, connection: tap.connection }, shop);
    relay.start();
    await relay.while(arrives(suite, first));
    await relay.while(nothingIsMade());
    await make(away, shop, rested);
    await relay.while(arrives(suite, rested));
    // The topic has it before the relay has heard of that.
    await relay.while(isSending(() => !tap.requests.some(isOpen)));
    tap.delayAnswers(Infinity);
    const before = begun(tap);
    await prove('without-kafka', () => make(away, shop, second));
    await relay.while(isSending(() => begun(tap) > before));
    const asked = make(away, shop, third);
    await prove('without-kafka', () => asked);
    tap.delayAnswers(0);
    if (await asked.then(() => true).catch(() => false))
      await prove('none-lost', () => arrives(suite, third, say('marked-too-early')));
    await make(away, shop, fourth);
    const made = performance.now();
    await arrives(suite, fourth);
    const ms = Math.round(performance.now() - made);
    await prove('goes-on', () => demand(ms <= limits.soon + limits.busy, say('late', { ms }), say('how-often')));
  }
  await using again = new Relay(lab, shop);
  again.start();
  await make(away, shop, fifth);
  await arrives(suite, fifth);
  await prove('empties', async () => {
    const events = await eventsIn(suite);
    const received = [first, third].filter((each) => events.filter(isOf(each)).length > 1);
    verify(say('twice'), { expected: [], received, usually: say('who-marks') });
  });
});

const proves = ['none-lost', 'as-it-was', 'in-order', 'same-id'];

test('refused', { proves: ['one-transaction', ...proves], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await observer.createTopic(lab.topic);
  using shop = new Shop();
  const outcomes: string[] = [];
  const order = async (which: Change): Promise<void> => {
    const outcome = make(lab, shop, which).then(() => 'resolved');
    outcomes.push(await outcome.catch(() => 'threw'));
  };
  const [unknown, unwritten] = [change('order-2', 'cake', 8), change('order-1', 'tea', 9)];
  for (const each of [first, unknown, second]) await order(each);
  shop.ask(`CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE (ABORT, 'the disk is full'); END`);
  await order(unwritten);
  const orders = shop.ask('SELECT id AS "order", item, quantity FROM orders ORDER BY id');
  shop.ask('DROP TRIGGER full');
  await order(third);
  await prove('one-transaction', () => {
    const expected = ['resolved', 'threw', 'resolved', 'threw', 'resolved'];
    verify(say('outcomes'), { expected, received: outcomes, usually: say('at-commit') });
    verify(say('orders'), { expected: [first, second], received: orders, usually: say('two-transactions') });
  });
  await using tap = await wireTap(lab.connection);
  tap.fault({ on: 'Produce', key: 'order-1', do: 'refuse', with: 'TOPIC_AUTHORIZATION_FAILED' });
  await using relay = new Relay({ ...lab, connection: tap.connection }, shop);
  relay.start();
  const good = [first, second, third].filter((_, at) => outcomes[2 * at] === 'resolved');
  await judge(suite, good);
  await prove('one-transaction', async () => {
    const events = await eventsIn(suite);
    const received = [unknown, unwritten].filter((each) => events.some(isOf(each)));
    verify(say('lies'), { expected: [], received, usually: say('two-transactions') });
  });
});

/** Kills the relay when the fault falls on the fourth change, and starts it again. */
async function survive(suite: SuiteContext, fault: 'lose-answer' | 'lose-request'): Promise<void> {
  const { lab, observer } = suite;
  await observer.createTopic(lab.topic);
  using shop = new Shop();
  const log = (line: string): void => {
    // At once: what a client tries again after a moment is not to count.
    void relay[Symbol.asyncDispose]();
    lab.log(line);
  };
  await using tap = await wireTap(lab.connection, { log });
  await using relay = new Relay({ ...lab, connection: tap.connection }, shop);
  relay.start();
  for (const each of [first, second, third]) await make(lab, shop, each);
  await relay.while(arrives(suite, third));
  const standing = tap.fault({ on: 'Produce', topic: lab.topic, do: fault });
  for (const each of [fourth, fifth, sixth]) await make(lab, shop, each);
  const asksNothing = () => tap.requestsOf('Produce').some(({ produce }) => produce?.acks === 0);
  await relay.while(isSending(() => standing.fallen > 0 || asksNothing()));
  await suite.prove('goes-on', () => {}); // so far
  demand(!asksNothing(), say('no-confirmation'), say('marked-too-early'));
  await relay[Symbol.asyncDispose]();
  const last = change('order-5', 'coffee', 5);
  await make(lab, shop, last);
  await using again = new Relay(lab, shop);
  again.start();
  await judge(suite, [first, second, third, fourth, fifth, sixth, last]);
}

test('not-heard', { proves: ['goes-on', ...proves], ...patience }, (suite) => survive(suite, 'lose-answer'));

test('not-arrived', { proves: ['goes-on', ...proves], ...patience }, (suite) => survive(suite, 'lose-request'));
