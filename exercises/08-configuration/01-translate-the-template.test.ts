import {
  allClosed,
  demand,
  eventually,
  say,
  settles,
  test,
  turn,
  verify,
  wireTap,
  type Lab,
  type WireTap,
} from '#testkit';
import { translateTheTemplate, type Clients, type Template } from './01-translate-the-template.ts';

const patience = { timeout: 60_000 };
// The first is plain: whoever loses letters has begun where the page says all the same.
const readings = (from: number): string[] =>
  Array.from({ length: 60 }, (_, n) => (n === 0 ? `${from}` : `${from + n}. Messwert für Fühler ${n % 4}: 温度`));
const values = readings(1);

const page: Template = {
  producer: { acks: '1', compression: 'gzip' },
  consumer: {
    session_timeout_ms: 21_000,
    heartbeat_interval_ms: 300,
    max_poll_records: 7,
    auto_offset_reset: 'earliest',
  },
};
const otherPage: Template = {
  producer: { acks: 'all', compression: 'gzip' },
  consumer: {
    session_timeout_ms: 16_000,
    heartbeat_interval_ms: 400,
    max_poll_records: 3,
    auto_offset_reset: 'latest',
  },
};

interface Opened {
  readonly clients: Clients;
  readonly close: () => Promise<void>;
}

/** Makes the clients on a tap, and returns what closes them and looks whether they have hung up. */
async function open(lab: Lab, tap: WireTap, template: Template): Promise<Opened> {
  const clients = await settles(translateTheTemplate({ ...lab, connection: tap.connection }, template), {
    within: 15_000,
    describe: say('to-return'),
    usually: say('awaits-for-ever'),
  });
  return {
    clients,
    close: async () => {
      await settles(clients.close(), { within: 15_000, describe: say('to-close') });
      await allClosed(tap, {
        within: 2_000,
        describe: say('closed'),
        usually: say('both-clients'),
      });
    },
  };
}

/** Reads with these clients, and keeps what was handed over and how many values `handle` had at once. */
async function start(clients: Clients): Promise<{ readonly seen: readonly string[]; readonly most: () => number }> {
  const seen: string[] = [];
  let atWork = 0;
  let most = 0;
  const handle = async (some: string[]): Promise<void> => {
    atWork += some.length;
    most = Math.max(most, atWork);
    seen.push(...some);
    // Who does not wait for this call makes the next one meanwhile.
    await turn();
    atWork -= some.length;
  };
  await settles(clients.read(handle), { within: 20_000, describe: say('to-read') });
  return { seen, most: () => most };
}

/** Waits until all of these were handed over. */
const seenAll = (seen: readonly string[], expected: readonly string[], usually: string) =>
  eventually(() => expected.every((value) => seen.includes(value)), {
    within: 15_000,
    describe: say('handed-over', { count: expected.length }),
    seen: () => say('of-them', { count: expected.filter((value) => seen.includes(value)).length }),
    usually,
  });

/** Whoever fetches has its position. */
const fetches = (tap: WireTap) =>
  eventually(() => tap.count('Fetch') > 0, { within: 20_000, describe: say('a-fetch'), usually: say('not-joined') });

async function joinsWithSession(tap: WireTap, session: number): Promise<void> {
  await eventually(() => tap.count('JoinGroup') > 0, { within: 15_000, describe: say('a-member') });
  verify(say('session'), {
    expected: session,
    received: tap.requestsOf('JoinGroup').at(-1)?.joinGroup?.sessionTimeoutMs,
    usually: say('session-name'),
  });
}

/** The answers are late, so that whoever resolves without them is seen. */
async function waitsForTheAnswer(clients: Clients, tap: WireTap): Promise<void> {
  const late = 300;
  tap.delayAnswers(late);
  await settles(clients.send(values), { within: 15_000, describe: say('to-send') });
  const resolvedAt = performance.timeOrigin + performance.now();
  tap.delayAnswers(0);
  const [request] = await eventually(() => tap.count('Produce') > 0 && tap.requestsOf('Produce'), {
    describe: say('a-produce'),
    usually: say('nothing-sent'),
  });
  demand(resolvedAt - (request?.at ?? Infinity) >= late, say('not-confirmed', { late }), say('not-awaited'));
}

async function tellsOfARefusal(lab: Lab, clients: Clients, tap: WireTap): Promise<void> {
  const refusal = { on: 'Produce', topic: lab.topic, times: Infinity } as const;
  const order = tap.fault({ ...refusal, do: 'refuse', with: 'TOPIC_AUTHORIZATION_FAILED' });
  const outcome = clients.send(['refused']).then(
    () => 'resolved',
    () => 'threw',
  );
  const received = await settles(outcome, { within: 15_000, describe: say('to-be-refused') });
  order.lift();
  verify(say('refused'), { expected: 'threw', received, usually: say('swallowed') });
}

test('sends', { proves: ['acks', 'compression', 'hangs-up'], ...patience }, async ({ lab, observer, prove }) => {
  await observer.createTopic(lab.topic);
  for (const [acks, number] of [
    ['1', 1],
    ['all', -1],
  ] as const) {
    await using tap = await wireTap(lab.connection);
    const { clients, close } = await open(lab, tap, { ...page, producer: { acks, compression: 'gzip' } });
    await prove('acks', () => waitsForTheAnswer(clients, tap));
    await prove('acks', () => {
      const received = [...new Set(tap.requestsOf('Produce').map(({ produce }) => produce?.acks))];
      verify(say('acks', { acks }), { expected: [number], received, usually: say('acks-elsewhere') });
    });
    await prove('compression', () => {
      const received = [...new Set(tap.batchesTo(lab.topic).map(({ codec }) => codec))];
      verify(say('codecs'), { expected: ['gzip'], received, usually: say('codec-elsewhere') });
    });
    await prove('acks', () => tellsOfARefusal(lab, clients, tap));
    await prove('hangs-up', close);
  }
  await prove('acks', async () => {
    const received = (await observer.records(lab.topic)).map(({ value }) => value);
    verify(say('in-the-topic'), { expected: [...values, ...values], received });
  });
});

test('reads', { proves: ['reset', 'poll', 'session', 'hangs-up'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await observer.createTopic(lab.topic);
  await observer.produce(
    lab.topic,
    values.map((value) => ({ value })),
  );
  await using tap = await wireTap(lab.connection);
  const { clients, close } = await open(lab, tap, page);
  const { seen, most } = await start(clients);
  await fetches(tap);
  await prove('reset', async () => {
    await seenAll(seen, values.slice(0, 1), say('begins-elsewhere'));
  });
  await prove('poll', async () => {
    // Whoever has begun at the end has to be handed what came later.
    const later = readings(61);
    await observer.produce(
      lab.topic,
      later.map((value) => ({ value })),
    );
    await seenAll(seen, seen.includes(values[0] ?? '') ? [...values, ...later] : later, say('thrown-away'));
    const limit = page.consumer.max_poll_records;
    demand(most() <= limit, say('at-once', { most: most(), limit }), say('no-such-setting'));
  });
  await prove('session', async () => {
    await joinsWithSession(tap, page.consumer.session_timeout_ms);
    const before = tap.count('Heartbeat');
    // A busy machine is not the learner's fault: in this time there would be 26, and 2 with the default of 3 s.
    await eventually(() => tap.count('Heartbeat') - before >= 5, {
      within: 8_000,
      describe: say('heartbeats', { ms: page.consumer.heartbeat_interval_ms }),
      seen: () => String(tap.count('Heartbeat') - before),
      usually: say('heartbeat-name'),
    });
  });
  await prove('hangs-up', close);
});

test('another-page', { proves: ['reset', 'poll', 'session', 'hangs-up'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await observer.createTopic(lab.topic);
  await observer.produce(lab.topic, [{ value: 'old' }]);
  await using tap = await wireTap(lab.connection);
  const { clients, close } = await open(lab, tap, otherPage);
  const { seen, most } = await start(clients);
  await fetches(tap);
  await observer.produce(
    lab.topic,
    values.map((value) => ({ value })),
  );
  await prove('poll', async () => {
    await seenAll(seen, values, say('thrown-away'));
    const limit = otherPage.consumer.max_poll_records;
    demand(most() <= limit, say('at-once', { most: most(), limit }), say('no-such-setting'));
  });
  await prove('reset', () =>
    verify(say('handed-first'), { expected: values[0], received: seen[0], usually: say('always-on') }),
  );
  await prove('session', () => joinsWithSession(tap, otherPage.consumer.session_timeout_ms));
  await prove('hangs-up', close);
});
