import {
  allClosed,
  atReturn,
  demand,
  eventually,
  say,
  settles,
  test,
  turn,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type SuiteContext,
  type WireTap,
} from '#testkit';
import { rideOutARestart, type OrderDesk } from './05-ride-out-a-restart.ts';

const patience = { timeout: 90_000 };
const most = 100;
/** Milliseconds: how long the broker is away, what the task allows, and what is added for a busy machine. */
const limits = { away: 5_000, refusal: 100, back: 10_000, busy: 900 };

/** All orders of a test, and what became of each. */
class Shop {
  readonly #desk: OrderDesk;
  readonly #prefix: string;
  readonly outcomes = new Map<string, string>();
  #count = 0;

  constructor(desk: OrderDesk, prefix: string) {
    this.#desk = desk;
    this.#prefix = prefix;
  }

  /** Hands an order in. What becomes of it stands in `outcomes`, `waits` at first. */
  async order(): Promise<string> {
    this.#count += 1;
    const id = `${this.#prefix}-${this.#count}`;
    this.outcomes.set(id, 'waits');
    try {
      this.outcomes.set(id, await this.#desk.take({ id, item: 'Tee 茶' }));
    } catch (error) {
      this.outcomes.set(id, `threw ${error instanceof Error ? error.message : String(error)}`);
    }
    return this.outcomes.get(id) ?? '';
  }

  /** Hands in so many orders at once. */
  fill(count: number): void {
    for (let n = 0; n < count; n += 1) void this.order();
  }

  /** Ids of the orders with this outcome. */
  that(outcome: string): string[] {
    return [...this.outcomes].filter(([, is]) => is === outcome).map(([id]) => id);
  }

  /** What became of those that are neither confirmed nor wait; the first of them. */
  other(): string {
    return [...this.outcomes.values()].find((outcome) => outcome !== 'confirmed' && outcome !== 'waits') ?? '';
  }

  count(): string {
    const counts = Map.groupBy(this.outcomes.values(), (outcome) => outcome);
    return [...counts].map(([outcome, all]) => `${all.length} ${outcome}`).join(', ');
  }
}

const keysOf = async (observer: Observer, { topic }: Lab): Promise<string[]> =>
  (await observer.records(topic)).map(({ key }) => key ?? '');

/** Waits until no order of the shop waits any more, whatever became of it. */
async function allAnswered(shop: Shop, within: number, usually = say('comes-back-late')): Promise<void> {
  await eventually(() => shop.that('waits').length === 0, {
    within,
    describe: say('all-answered'),
    seen: () => shop.count(),
    usually,
  });
}

/** The answers to orders for which there is no room: refused, at once. */
async function demandRefused(shop: Shop): Promise<void> {
  for (let n = 0; n < 10; n += 1) {
    const asked = performance.now();
    const outcome = await settles(shop.order(), {
      within: limits.refusal + limits.busy,
      describe: say('to-be-refused', { most }),
      usually: say('no-limit'),
    });
    verify(say('one-more', { most }), { expected: 'refused', received: outcome, usually: say('no-limit') });
    const ms = Math.round(performance.now() - asked);
    demand(ms <= limits.refusal + limits.busy, say('refused-late', { ms }), say('no-limit'));
  }
}

function demandNoneRefused(shop: Shop): void {
  const refused = shop.that('refused').length;
  demand(refused === 0, say('refused-early', { refused, most }), say('counts-wrong'));
}

async function proveConfirmed({ lab, observer, prove }: SuiteContext, shop: Shop): Promise<void> {
  await prove('confirms', async () => {
    for (let n = 0; n < 3; n += 1) {
      const outcome = await settles(shop.order(), { within: 10_000, describe: say('first-confirmed') });
      verify(say('first-outcome'), { expected: 'confirmed', received: outcome });
      const stored = (await observer.records(lab.topic)).map(({ key, value }) => [key, asData(value)]);
      const expected = shop.that('confirmed').map((id) => [id, { id, item: 'Tee 茶' }]);
      verify(say('stored'), { expected, received: stored, usually: say('not-awaited') });
    }
  });
}

function asData(value: string | null): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return value;
  }
}

/** The broker stores an order, and is away before it can say so. */
async function breakInTheMiddle(lab: Lab, tap: WireTap, shop: Shop): Promise<void> {
  tap.fault({ on: 'Produce', topic: lab.topic, do: 'lose-answer' });
  void shop.order();
  await eventually(() => tap.faults.length > 0, {
    within: 10_000,
    describe: say('to-be-sent'),
    seen: () => shop.count(),
    usually: say('nothing-sent'),
  });
  tap.goAway();
  lab.log(say('log-away'));
}

interface Away {
  readonly tap: WireTap;
  readonly shop: Shop;
  /** Orders for which there was room. */
  readonly taken?: readonly string[];
}

async function proveKept(suite: SuiteContext, { tap, shop }: Away): Promise<void> {
  const { lab, prove } = suite;
  await breakInTheMiddle(lab, tap, shop);
  const since = performance.now();
  shop.fill(most - shop.that('waits').length);
  await turn();
  const taken = shop.that('waits');
  await prove('refuses', async () => {
    demandNoneRefused(shop);
    await demandRefused(shop);
  });
  const confirmed = shop.that('confirmed').length;
  await eventually(() => performance.now() - since > limits.away, { within: 2 * limits.away, describe: say('time') });
  await prove('confirms', () => {
    const early = shop.that('confirmed').length - confirmed;
    demand(early === 0, say('confirmed-while-away', { count: early }), say('not-awaited'));
  });
  await prove('none-lost', () => {
    const kept = new Set([...shop.that('waits'), ...shop.that('confirmed')]);
    const count = taken.filter((id) => !kept.has(id)).length;
    demand(count === 0, say('gave-up', { count, counts: shop.count() }), say('retries-end'));
  });
  await proveBack(suite, { tap, shop, taken });
}

async function proveBack({ lab, observer, prove }: SuiteContext, { tap, shop, taken = [] }: Away): Promise<void> {
  tap.comeBack();
  lab.log(say('log-back', { waiting: shop.that('waits').length, refused: tap.refused }));
  await prove('none-lost', () => allAnswered(shop, limits.back + limits.busy));
  const keys = await keysOf(observer, lab);
  await prove('none-lost', () => {
    const missing = shop.that('confirmed').filter((id) => !keys.includes(id));
    const values = { count: missing.length, ids: missing.slice(0, 5).join(', ') };
    demand(missing.length === 0, say('confirmed-and-missing', values), say('whose-sequence'));
  });
  await prove('once', () => {
    const twice = keys.filter((key, at) => keys.indexOf(key) !== at);
    demand(
      twice.length === 0,
      say('twice', { count: twice.length, ids: twice.slice(0, 5).join(', ') }),
      say('sent-again'),
    );
  });
  await prove('refuses', () => {
    const sent = shop.that('refused').filter((id) => !taken.includes(id) && keys.includes(id));
    verify(say('refused-and-sent'), { expected: [], received: sent });
  });
}

const proves = ['confirms', 'refuses', 'none-lost', 'once', 'goes-on', 'closes'];

test('away', { proves, ...patience }, async (suite) => {
  const { lab, observer } = suite;
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  const desk = rideOutARestart({ ...lab, connection: tap.connection });
  const shop = new Shop(desk, 'order');
  await proveConfirmed(suite, shop);
  await proveKept(suite, { tap, shop });
  await proveGoesOn(suite, { tap, desk });
  await proveCloses(suite, { tap, desk });
});

interface Open {
  readonly tap: WireTap;
  readonly desk: OrderDesk;
}

/** After the restart as many may wait as before: the broker is far away now, so that they do. */
async function proveGoesOn({ prove }: SuiteContext, { tap, desk }: Open): Promise<void> {
  const shop = new Shop(desk, 'later');
  tap.delayAnswers(1_500);
  shop.fill(most);
  await turn();
  await prove('goes-on', () => demandNoneRefused(shop));
  tap.delayAnswers(0);
  await prove('goes-on', async () => {
    await allAnswered(shop, 15_000);
    verify(say('later-outcome'), { expected: '', received: shop.other() });
  });
}

async function proveCloses({ lab, observer, prove }: SuiteContext, { tap, desk }: Open): Promise<void> {
  const shop = new Shop(desk, 'last');
  tap.delayAnswers(300);
  shop.fill(20);
  await turn();
  await prove('closes', async () => {
    await settles(desk.close(), { within: 15_000, describe: say('to-close') });
    const keys = await atReturn(900, async () => {
      await allClosed(tap, { within: 600, describe: say('to-be-closed'), usually: say('hangs-up-later') });
      return keysOf(observer, lab);
    });
    const stored = keys.filter((key) => key.startsWith('last-'));
    verify(say('last-stored'), { expected: 20, received: stored.length, usually: say('closed-early') });
    verify(say('last-answers'), { expected: '20 confirmed', received: shop.count(), usually: say('closed-early') });
  });
}

test('away-at-first', { proves: ['none-lost'], ...patience }, async ({ lab, observer, prove }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  tap.goAway();
  const desk = rideOutARestart({ ...lab, connection: tap.connection });
  const shop = new Shop(desk, 'first');
  shop.fill(3);
  await eventually(() => tap.refused > 0, { within: 10_000, describe: say('to-knock'), usually: say('nothing-sent') });
  const since = performance.now();
  await eventually(() => performance.now() - since > 1_500, { describe: say('time') });
  tap.comeBack();
  await prove('none-lost', async () => {
    await allAnswered(shop, limits.back + limits.busy, say('connect-kept'));
    verify(say('first-answers'), { expected: '3 confirmed', received: shop.count(), usually: say('connect-kept') });
  });
  await settles(desk.close(), { within: 15_000, describe: say('to-close') });
});
