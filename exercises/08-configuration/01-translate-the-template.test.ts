import { demand, eventually, settles, test, turn, verify, wireTap, type Lab, type WireTap } from '#testkit';
import { translateTheTemplate, type Clients, type Template } from './01-translate-the-template.ts';

const patience = { timeout: 60_000 };
const values = Array.from({ length: 60 }, (_, n) => `reading ${n + 1} of sensor ${n % 4}`);

const page: Template = {
  producer: { acks: '1', compression: 'gzip' },
  consumer: {
    session_timeout_ms: 21_000,
    heartbeat_interval_ms: 300,
    max_poll_records: 7,
    auto_offset_reset: 'earliest',
  },
};

/** Makes the clients on a tap of their own, has them do the work, and closes them. */
async function withClients(lab: Lab, template: Template, work: (clients: Clients, tap: WireTap) => Promise<void>) {
  await using tap = await wireTap(lab.connection);
  const clients = await settles(translateTheTemplate({ ...lab, connection: tap.connection }, template), {
    within: 15_000,
    describe: 'translateTheTemplate to return',
    usually: 'a connect() is awaited that never resolves',
  });
  try {
    await work(clients, tap);
  } finally {
    await settles(clients.close(), { within: 15_000, describe: 'close() to resolve' });
  }
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed after close()',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'both clients have to be disconnected',
  });
}

const read = (clients: Clients, handle: (some: string[]) => Promise<void>) =>
  settles(clients.read(handle), { within: 20_000, describe: 'read() to resolve' });

/** Waits until all of these were handed over. */
const seenAll = (seen: readonly string[], expected: readonly string[]) =>
  eventually(() => expected.every((value) => seen.includes(value)), {
    within: 20_000,
    describe: `all ${expected.length} values to be handed over`,
    seen: () => `${new Set(seen).size} of them`,
    usually: 'the group begins where it should not; or what is left of a batch is thrown away',
  });

test('sends with acks and codec of the page', { ...patience, meta: { points: 2 } }, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  for (const [acks, number] of [
    ['1', 1],
    ['all', -1],
  ] as const) {
    await withClients(lab, { ...page, producer: { acks, compression: 'gzip' } }, async (clients, tap) => {
      await settles(clients.send(values), { within: 15_000, describe: 'send() to resolve' });
      const [request] = tap.requestsOf('Produce');
      verify(`acks in the requests, where the page says ${acks}`, {
        expected: number,
        received: request?.produce?.acks,
        usually:
          'it is given to a call that does not look for it; and the default is -1, so a test with "all" shows nothing',
      });
      verify('the codecs of the batches', {
        expected: ['gzip'],
        received: [...new Set(tap.batchesTo(lab.topic).map(({ codec }) => codec))],
        usually: 'the codec is given to a call that does not look for it',
      });
    });
  }
});

test('reads as the page says', { ...patience, meta: { points: 3 } }, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await observer.produce(
    lab.topic,
    values.map((value) => ({ value })),
  );
  await withClients(lab, page, async (clients, tap) => {
    const seen: string[] = [];
    let atWork = 0;
    let most = 0;
    await read(clients, async (some) => {
      atWork += some.length;
      most = Math.max(most, atWork);
      seen.push(...some);
      // Who does not wait for this call makes the next one meanwhile.
      await turn();
      atWork -= some.length;
    });
    await eventually(() => tap.count('JoinGroup') > 0, { within: 15_000, describe: 'a member to join the group' });
    verify('the session timeout with which the member joins', {
      expected: page.consumer.session_timeout_ms,
      received: tap.requestsOf('JoinGroup').at(-1)?.joinGroup?.sessionTimeoutMs,
      usually: 'the client knows this setting by another name, and ignores the one it does not know',
    });
    await seenAll(seen, values);
    demand(
      most <= page.consumer.max_poll_records,
      `handle had ${most} records at once, and the page says ${page.consumer.max_poll_records} at most.`,
      'this client has no such setting, or knows it by another name',
    );
    const before = tap.count('Heartbeat');
    // A busy machine is not the learner's fault: in this time there would be 26, and 2 with the default of 3 s.
    await eventually(() => tap.count('Heartbeat') - before >= 5, {
      within: 8_000,
      describe: `5 heartbeats, where the page says one every ${page.consumer.heartbeat_interval_ms} ms`,
      seen: () => `${tap.count('Heartbeat') - before}`,
      usually: 'the client knows this setting by another name; kafkajs can beat no oftener than it fetches',
    });
  });
});

test('begins at the end where the page says latest', patience, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await observer.produce(lab.topic, [{ value: 'old' }]);
  const latest: Template = { ...page, consumer: { ...page.consumer, auto_offset_reset: 'latest' } };
  await withClients(lab, latest, async (clients, tap) => {
    const seen: string[] = [];
    await read(clients, async (some) => {
      seen.push(...some);
    });
    // Whoever fetches has its position.
    await eventually(() => tap.count('Fetch') > 0, { within: 20_000, describe: 'a fetch' });
    await observer.produce(lab.topic, [{ value: 'new' }]);
    await seenAll(seen, ['new']);
    verify('what a new group was handed, where the page says latest', {
      expected: ['new'],
      received: seen,
      usually: 'the setting is always on, whatever the page says',
    });
  });
});
