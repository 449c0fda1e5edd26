import { randomBytes } from 'node:crypto';
import {
  allClosed,
  atReturn,
  demand,
  eventually,
  say,
  settles,
  silentServer,
  standStill,
  test,
  Unmet,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type WireTap,
} from '#testkit';
import { tellFailuresApart, type EventSender, type WebEvent } from './04-tell-failures-apart.ts';

const patience = { timeout: 60_000 };

const events: WebEvent[] = Array.from({ length: 20 }, (_, n) => ({ id: `event-${n + 1}`, body: 'ein Klick 点击' }));
const [first = { id: '', body: '' }] = events;

// What no compression makes smaller.
const noise = (bytes: number): string => randomBytes(bytes).toString('base64');

/** One producer needs one connection with kafkajs, two with librdkafka; on a larger cluster one more for each broker. */
const enough = 5;

// The size is said here, because a cluster of one's own may have another.
const createTopic = (lab: Lab, observer: Observer, most = 1_048_588) =>
  observer.createTopic(lab.topic, { config: { 'max.message.bytes': String(most) } });

/** What `send` resolved to, or that it was late or threw. A second more than the task allows, for a busy machine. */
async function outcomeOf(sender: EventSender, event: WebEvent): Promise<string> {
  try {
    return await settles(sender.send(event), { within: 6_000, describe: event.id });
  } catch (error) {
    if (error instanceof Unmet) return 'late';
    return `threw ${error instanceof Error ? error.message : String(error)}`;
  }
}

const answered = (outcomes: string[]): string[] => outcomes.filter((outcome) => !/^(?:late|threw)/.test(outcome));

function demandInTime(outcomes: string[]): void {
  const late = outcomes.filter((outcome) => outcome === 'late').length;
  demand(late === 0, say('late', { late, count: outcomes.length }), say('tries-on'));
  const threw = outcomes.find((outcome) => outcome.startsWith('threw'));
  demand(threw === undefined, say('threw', { threw }), say('not-caught'));
}

function demandTryAgain(outcomes: string[], usually: string): void {
  const other = answered(outcomes).find((outcome) => outcome !== 'try-again') ?? 'try-again';
  verify(say('while-away'), { expected: 'try-again', received: other, usually });
}

async function verifyOutcome(sender: EventSender, event: WebEvent, wanted: { expected: string; usually?: string }) {
  verify(say('outcome', { id: event.id }), { ...wanted, received: await outcomeOf(sender, event) });
}

const close = (sender: EventSender) =>
  settles(sender.close(), { within: 12_000, describe: say('to-close'), usually: say('waits-for-broker') });

async function demandHungUp(tap: WireTap): Promise<void> {
  await allClosed(tap, {
    within: 600,
    describe: say('to-be-closed'),
    usually: say('where-to-disconnect'),
  });
}

async function demandStoredAgain(sender: EventSender): Promise<void> {
  let outcome = '';
  const later = async () => {
    outcome = await outcomeOf(sender, { ...first, id: 'later' });
    return outcome === 'stored';
  };
  await eventually(later, {
    within: 15_000,
    describe: say('to-be-stored-again'),
    seen: () => outcome,
    usually: say('failure-kept'),
  });
}

function asData(value: string | null): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return value;
  }
}

test('twenty', { proves: ['stored', 'one-connection'], ...patience }, async ({ lab, observer, prove }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sender = tellFailuresApart({ ...lab, connection: tap.connection });
  await prove('stored', async () => {
    for (const event of events) await verifyOutcome(sender, event, { expected: 'stored' });
    const records = await atReturn(900, () => observer.records(lab.topic));
    verify(say('records'), {
      expected: events.map((event) => [event.id, event]),
      received: records.map(({ key, value }) => [key, asData(value)]),
      usually: say('key-and-value'),
    });
  });
  const count = tap.connectionsOpened;
  lab.log(say('log', { count, requests: tap.count() - events.length }));
  await prove('one-connection', async () => {
    demand(count <= enough, say('so-many-connections', { count }), say('one-for-each'));
    await close(sender);
    await atReturn(900, () => demandHungUp(tap));
  });
});

test('too-large', { proves: ['refused', 'stored'], ...patience }, async ({ lab, observer, prove }) => {
  await createTopic(lab, observer);
  const sender = tellFailuresApart(lab);
  await prove('refused', async () => {
    const picture = { id: 'picture', body: noise(1_300_000) };
    await verifyOutcome(sender, picture, { expected: 'refused', usually: say('same-answer') });
    // 400,000 letters are 1.2 MB, unless they are compressed.
    const letters = { id: 'letters', body: '茶'.repeat(400_000) };
    const outcome = await outcomeOf(sender, letters);
    const isStored = (await observer.records(lab.topic)).some(({ key }) => key === letters.id);
    const expected = isStored ? 'stored' : 'refused';
    verify(say('outcome', { id: letters.id }), { expected, received: outcome, usually: say('letters-or-bytes') });
  });
  await prove('stored', async () => {
    await verifyOutcome(sender, { id: 'large', body: noise(500_000) }, { expected: 'stored', usually: say('it-fits') });
    await verifyOutcome(sender, first, { expected: 'stored', usually: say('failure-kept') });
  });
  await close(sender);
});

test('small-limit', { proves: ['refused'], ...patience }, async ({ lab, observer }) => {
  await createTopic(lab, observer, 20_000);
  const sender = tellFailuresApart(lab);
  const sketch = { id: 'sketch', body: noise(60_000) };
  await verifyOutcome(sender, sketch, { expected: 'refused', usually: say('broker-decides') });
  await close(sender);
});

test('away', { proves: ['stored', 'try-again', 'in-time'], ...patience }, async ({ lab, observer, prove }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sender = tellFailuresApart({ ...lab, connection: tap.connection });
  await prove('stored', () => verifyOutcome(sender, first, { expected: 'stored' }));
  tap.goAway();
  const outcomes = await Promise.all(events.map((event) => outcomeOf(sender, event)));
  await prove('in-time', () => demandInTime(outcomes));
  await prove('try-again', () => demandTryAgain(outcomes, say('will-be-back')));
  tap.comeBack();
  await prove('stored', () => demandStoredAgain(sender));
  await close(sender);
});

test('away-at-first', { proves: ['stored', 'try-again', 'in-time'], ...patience }, async ({ lab, observer, prove }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  tap.goAway();
  const sender = tellFailuresApart({ ...lab, connection: tap.connection });
  const outcome = await outcomeOf(sender, first);
  await prove('in-time', () => demandInTime([outcome]));
  await prove('try-again', () => demandTryAgain([outcome], say('will-be-back')));
  tap.comeBack();
  await prove('stored', () => demandStoredAgain(sender));
  await close(sender);
});

test('silent', { proves: ['in-time', 'try-again'], ...patience }, async ({ lab, prove }) => {
  await using silent = await silentServer();
  const sender = tellFailuresApart({ ...lab, connection: { brokers: [silent.address] } });
  const outcomes = await Promise.all(events.map((event) => outcomeOf(sender, event)));
  await prove('in-time', () => demandInTime(outcomes));
  await prove('try-again', () => demandTryAgain(outcomes, say('silence')));
  await close(sender);
});

test('falls-silent', { proves: ['in-time', 'try-again'], ...patience }, async ({ lab, observer, prove }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sender = tellFailuresApart({ ...lab, connection: tap.connection });
  await outcomeOf(sender, first);
  tap.delayAnswers(30_000);
  const outcome = await outcomeOf(sender, { ...first, id: 'unheard' });
  await prove('in-time', () => demandInTime([outcome]));
  await prove('try-again', () => demandTryAgain([outcome], say('silence')));
  tap.delayAnswers(0);
  tap.cut();
  await close(sender);
});

// When the process goes on, all timers that are due ring at once, and nobody has heard of the event yet.
test('stands-still', { proves: ['try-again'], ...patience }, async ({ lab, observer, prove }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sender = tellFailuresApart({ ...lab, connection: tap.connection });
  await outcomeOf(sender, first);
  const held = tap.fault({ on: 'Produce', times: Infinity, do: 'delay', ms: 30_000 });
  const sent = sender.send({ ...first, id: 'held' });
  await eventually(() => held.fallen > 0, { describe: say('to-be-sent') });
  await standStill(6_000);
  await prove('try-again', async () => {
    // How long it takes is another requirement's.
    const outcome = await settles(sent, { within: 12_000, describe: say('an-outcome') }).catch(() => 'late');
    demand(outcome !== 'stored', say('stored-and-held'), say('silence'));
  });
  held.lift();
  tap.cut();
  await close(sender);
});
