import { demand, eventually, settles, test, verify, wireTap, type Lab, type Observer } from '#testkit';
import { tellFailuresApart, type EventSender, type WebEvent } from './04-tell-failures-apart.ts';

const events: WebEvent[] = Array.from({ length: 20 }, (_, n) => ({ id: `event-${n + 1}`, body: 'a click' }));
const [first = { id: '', body: '' }, second = first] = events;
const picture: WebEvent = { id: 'picture', body: 'x'.repeat(1_500_000) };

const patience = { timeout: 40_000 };

/** One producer needs one connection with kafkajs, two with librdkafka; on a larger cluster one more for each broker. */
const enough = 5;

// The size is said here, because a cluster of one's own may have another.
const createTopic = (lab: Lab, observer: Observer) =>
  observer.createTopic(lab.topic, { config: { 'max.message.bytes': '1048588' } });

/** A second more than the task allows, for a busy machine. */
const send = (sender: EventSender, event: WebEvent) =>
  settles(sender.send(event), {
    within: 6_000,
    describe: `the outcome of ${event.id}`,
    usually: 'the client goes on trying for longer than that: limit its retries, or the time for a message',
  });

const close = (sender: EventSender) =>
  settles(sender.close(), { within: 8_000, describe: 'close() to resolve', usually: 'it waits for a broker' });

test('stores twenty events over one connection, and hangs up', async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sender = tellFailuresApart({ ...lab, connection: tap.connection });
  for (const event of events) {
    verify(`the outcome of ${event.id}`, { expected: 'stored', received: await send(sender, event) });
  }
  lab.log(`20 events: connections: ${tap.connectionsOpened}, requests beside the records: ${tap.count() - 20}`);
  verify('the records in the topic when all were said to be stored', {
    expected: events.map((event) => [event.id, JSON.stringify(event)]),
    received: (await observer.records(lab.topic)).map(({ key, value }) => [key, value]),
    usually: 'send() of the producer is not awaited; or the key is not the id, or the value not the event as JSON',
  });
  demand(
    tap.connectionsOpened <= enough,
    `20 events opened ${tap.connectionsOpened} connections to the broker.`,
    'a producer is made or connected for each event',
  );
  await close(sender);
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed after close()',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'close() is where the shared producer is disconnected',
  });
});

test('refuses what is too large, and goes on', async ({ lab, observer }) => {
  await createTopic(lab, observer);
  const sender = tellFailuresApart(lab);
  verify('the outcome of an event of 1.5 MB', {
    expected: 'refused',
    received: await send(sender, picture),
    usually: 'every error gets the same answer: look at what it says of itself',
  });
  verify('the outcome of the event after it', { expected: 'stored', received: await send(sender, first) });
  await close(sender);
});

test('says try-again while the broker is away, and goes on', patience, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const sender = tellFailuresApart({ ...lab, connection: tap.connection });
  verify('the outcome of the first event', { expected: 'stored', received: await send(sender, first) });
  tap.goAway();
  verify('the outcome while the broker is away', {
    expected: 'try-again',
    received: await send(sender, second),
    usually: 'a broker that restarts will be back; kafkajs calls its last error not retriable, whatever the reason was',
  });
  tap.comeBack();
  await eventually(async () => (await send(sender, { ...second, id: 'later' })) === 'stored', {
    within: 10_000,
    describe: 'an event to be stored once the broker is back',
    usually: 'what failed is kept: a producer, or a promise of its connection',
  });
  await close(sender);
});
