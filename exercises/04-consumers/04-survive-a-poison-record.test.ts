import {
  demand,
  eventually,
  isQuiet,
  say,
  settles,
  test,
  turn,
  verify,
  wireTap,
  type Lab,
  type ObservedRecord,
  type Observer,
} from '#testkit';
import { surviveAPoisonRecord } from './04-survive-a-poison-record.ts';

// Joining a group takes its time where a machine is busy, and so do retries.
const patience = { timeout: 45_000 };

type Before = (value: string) => Promise<void>;

/** Runs the consumer with work that fails as often as told, and keeps what was worked on. */
function start(lab: Lab, failures: (value: string) => number, before: Before = async () => {}) {
  const attempts = new Map<string, number>();
  const done: string[] = [];
  const stop = new AbortController();
  const work = async (value: string): Promise<void> => {
    await before(value);
    const attempt = (attempts.get(value) ?? 0) + 1;
    attempts.set(value, attempt);
    if (attempt <= failures(value)) throw new Error(`attempt ${attempt} failed`);
    done.push(value);
  };
  const end = surviveAPoisonRecord({ ...lab, signal: stop.signal }, work);
  end.catch(() => {}); // looked at where it is awaited
  return {
    done,
    attempts,
    async until(value: string, usually: string): Promise<void> {
      const there = eventually(() => done.includes(value), {
        within: 10_000,
        describe: say('invoice', { value }),
        seen: () => (done.length > 0 ? say('so-far', { values: done.join(', ') }) : say('no-invoice')),
        usually,
      });
      const failed = end.then(() => new Promise<never>(() => {}));
      await Promise.race([there, failed]);
    },
    async stop(): Promise<void> {
      stop.abort();
      await settles(end, { within: 8_000, describe: say('to-return') });
    },
  };
}

async function writeOrders(
  { topic }: Lab,
  observer: Observer,
  values: (string | Buffer)[],
  partition = 0,
): Promise<void> {
  await observer.createTopic(topic, { partitions: partition + 1 });
  await observer.createTopic(`${topic}-aside`);
  await observer.produce(
    topic,
    values.map((value, n) => ({ partition, key: `key-${n + 1}`, value })),
  );
}

test('tries-again', { proves: ['attempts', 'nothing-aside', 'leaves'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await writeOrders(lab, observer, ['order-1', 'order-2', 'order-3', 'order-4']);
  await using tap = await wireTap(lab.connection);
  const consumer = start({ ...lab, connection: tap.connection }, (value) => (value === 'order-2' ? 2 : 0));
  await prove('attempts', () => consumer.until('order-4', say('never-past')));
  await prove('leaves', () => consumer.stop());
  await prove('nothing-aside', async () => {
    const received = (await observer.records(`${lab.topic}-aside`)).map(({ key }) => key);
    verify(say('keys-aside'), { expected: [], received, usually: say('gave-up-early') });
  });
  await prove('attempts', () =>
    verify(say('invoices-in-order'), {
      expected: ['order-1', 'order-2', 'order-3', 'order-4'],
      received: consumer.done,
      usually: say('caught-and-logged'),
    }),
  );
  await prove('leaves', async () => {
    const committed = await observer.committed(lab.groupId, lab.topic);
    verify(say('committed'), { expected: { 0: 4 }, received: committed, usually: say('nobody-commits') });
    const { members } = await observer.group(lab.groupId);
    demand(members.length === 0, say('still-a-member'), say('not-disconnected'));
    const isAlone = await isQuiet(() => tap.openConnections());
    demand(isAlone, say('left-open', { count: tap.openConnections() }), say('every-client'));
  });
});

const poison = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);
const isPoison = (value: string): boolean => value.startsWith('{');

test(
  'sets-aside',
  { proves: ['in-order', 'leaves', 'set-aside', 'place', 'attempts'], ...patience },
  async ({ lab, observer, prove }) => {
    await writeOrders(lab, observer, ['order-1', poison, 'order-3'], 2);
    await using tap = await wireTap(lab.connection);
    let asideBefore = 0;
    const before: Before = async (value) => {
      // As from far away: who does not wait for the send is at the next record before it has arrived.
      if (value === 'order-1') tap.delayAnswers(200);
      if (value === 'order-3') asideBefore = (await observer.records(`${lab.topic}-aside`)).length;
    };
    const far = { ...lab, connection: tap.connection };
    const consumer = start(far, (value) => (isPoison(value) ? Infinity : 0), before);
    await prove('in-order', () => consumer.until('order-3', say('blocks')));
    tap.delayAnswers(0);
    await prove('leaves', () => consumer.stop());
    await prove('in-order', () =>
      verify(say('invoices'), { expected: ['order-1', 'order-3'], received: consumer.done }),
    );
    let aside: ObservedRecord | undefined;
    await prove('set-aside', async () => {
      const found = await observer.waitForRecords(`${lab.topic}-aside`, 1, { within: 2_000, usually: say('dropped') });
      aside = found[0];
      verify(say('how-many-aside'), { expected: 1, received: found.length });
      verify(say('key-aside'), { expected: 'key-2', received: aside?.key });
      const received = [...(aside?.valueBytes ?? [])];
      verify(say('bytes-aside'), { expected: [...poison], received, usually: say('made-text') });
    });
    await prove('place', () => {
      const { topic, partition, offset } = aside?.headers ?? {};
      const expected = { topic: lab.topic, partition: '2', offset: '1' };
      verify(say('headers'), { expected, received: { topic, partition, offset }, usually: say('nobody-finds-it') });
    });
    await prove('attempts', () =>
      verify(say('how-often'), {
        expected: [3],
        received: [...consumer.attempts].filter(([value]) => isPoison(value)).map(([, count]) => count),
        usually: say('first-included'),
      }),
    );
    await prove('in-order', () => demand(asideBefore === 1, say('begun-before'), say('nobody-waits-for-send')));
  },
);

test('same-key-and-none', { proves: ['set-aside', 'attempts', 'in-order'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await observer.createTopic(lab.topic);
  await observer.createTopic(`${lab.topic}-aside`);
  const records = [{ value: '{first' }, { value: '{second' }, { value: null }, { value: 'order-4' }];
  await observer.produce(
    lab.topic,
    records.map(({ value }) => ({ key: value === null ? null : 'customer-1', value })),
  );
  await using tap = await wireTap(lab.connection);
  const consumer = start({ ...lab, connection: tap.connection }, (value) => (value === 'order-4' ? 0 : Infinity));
  await prove('in-order', () => consumer.until('order-4', say('blocks')));
  await consumer.stop();
  await prove('attempts', () =>
    verify(say('attempts-of-each'), {
      expected: { '{first': 3, '{second': 3, '': 3, 'order-4': 1 },
      received: Object.fromEntries(consumer.attempts),
      usually: say('first-included'),
    }),
  );
  await prove('set-aside', async () => {
    const aside = await observer.records(`${lab.topic}-aside`);
    verify(say('aside-in-order'), {
      expected: [
        ['customer-1', '{first'],
        ['customer-1', '{second'],
        [null, null],
      ],
      received: aside.map(({ key, value }) => [key, value]),
      usually: say('neither-key-nor-value'),
    });
    const isAsked = tap.requestsOf('Produce').every(({ produce }) => produce?.acks !== 0);
    demand(isAsked, say('acks-0'), say('who-says-so'));
  });
});

test('refused-aside', { proves: ['set-aside'], ...patience }, async ({ lab, observer }) => {
  await writeOrders(lab, observer, ['order-1', poison, 'order-3']);
  await using tap = await wireTap(lab.connection);
  const refusal = tap.fault({
    on: 'Produce',
    topic: `${lab.topic}-aside`,
    times: Infinity,
    do: 'refuse',
    with: 'TOPIC_AUTHORIZATION_FAILED',
  });
  const consumer = start({ ...lab, connection: tap.connection }, (value) => (isPoison(value) ? Infinity : 0));
  await eventually(() => refusal.fallen > 0, { within: 12_000, describe: say('to-try'), usually: say('dropped') });
  // What it does at once when it hears of the refusal, it has done then.
  for (let round = 0; round < 3; round += 1) await turn();
  await consumer.stop().catch(() => {}); // it may end by the refusal
  const offset = (await observer.committed(lab.groupId, lab.topic))[0] ?? 0;
  demand(offset <= 1, say('committed-past', { offset }), say('refusal-unheard'));
});
