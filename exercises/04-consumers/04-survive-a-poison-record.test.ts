import { demand, eventually, settles, test, verify, wireTap, type Lab, type Observer } from '#testkit';
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
        describe: `the invoice for ${value}`,
        seen: () => (done.length > 0 ? `invoices for ${done.join(', ')}` : 'no invoice'),
        usually,
      });
      const failed = end.then(() => new Promise<never>(() => {}));
      await Promise.race([there, failed]);
    },
    async stop(): Promise<void> {
      stop.abort();
      await settles(end, { within: 8_000, describe: 'surviveAPoisonRecord to return after the signal' });
    },
  };
}

async function writeOrders(lab: Lab, observer: Observer, values: (string | Buffer)[]): Promise<void> {
  await observer.createTopic(lab.topic);
  await observer.createTopic(`${lab.topic}-aside`);
  await observer.produce(
    lab.topic,
    values.map((value, n) => ({ key: `key-${n + 1}`, value })),
  );
}

test('tries again where the work fails twice', patience, async ({ lab, observer }) => {
  await writeOrders(lab, observer, ['order-1', 'order-2', 'order-3', 'order-4']);
  await using tap = await wireTap(lab.connection);
  const consumer = start({ ...lab, connection: tap.connection }, (value) => (value === 'order-2' ? 2 : 0));
  await consumer.until('order-4', 'the consumer never gets past a record for which the work failed');
  await consumer.stop();
  const aside = await observer.records(`${lab.topic}-aside`);
  verify('the keys of what was set aside, when the work failed twice and then succeeded', {
    expected: [],
    received: aside.map(({ key }) => key),
    usually: 'a failure that passes is no reason to give up: three attempts',
  });
  verify('the invoices, in the order in which they were written', {
    expected: ['order-1', 'order-2', 'order-3', 'order-4'],
    received: consumer.done,
    usually: 'the error was caught and logged, and the record never came again',
  });
  verify('the offset that the group has committed', {
    expected: { 0: 4 },
    received: await observer.committed(lab.groupId, lab.topic),
    usually: 'nobody commits what is done',
  });
  const { members } = await observer.group(lab.groupId);
  demand(
    members.length === 0,
    'surviveAPoisonRecord has returned, and its group still counts it as a member.',
    'nobody disconnects the consumer, or nobody waits for it',
  );
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'every client has to be disconnected',
  });
});

test('sets a record aside that fails three times, byte for byte', patience, async ({ lab, observer }) => {
  const poison = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);
  await writeOrders(lab, observer, ['order-1', poison, 'order-3']);
  await using tap = await wireTap(lab.connection);
  let asideBefore = 0;
  const before: Before = async (value) => {
    // As from far away: who does not wait for the send is at the next record before it has arrived.
    if (value === 'order-1') tap.delayAnswers(200);
    if (value === 'order-3') asideBefore = (await observer.records(`${lab.topic}-aside`)).length;
  };
  const far = { ...lab, connection: tap.connection };
  const consumer = start(far, (value) => (value.startsWith('{') ? Infinity : 0), before);
  await consumer.until('order-3', 'a record that fails each time blocks all that stand behind it');
  tap.delayAnswers(0);
  await consumer.stop();
  verify('the invoices', { expected: ['order-1', 'order-3'], received: consumer.done });
  const [aside, ...more] = await observer.waitForRecords(`${lab.topic}-aside`, 1, {
    within: 2_000,
    usually: 'the record was dropped: neither worked on nor set aside',
  });
  verify('how many records were set aside', { expected: 1, received: 1 + more.length });
  verify('the key of the record that was set aside', { expected: 'key-2', received: aside?.key });
  verify('the bytes of its value', {
    expected: [...poison],
    received: [...(aside?.valueBytes ?? [])],
    usually: 'the value was made text on the way, and bytes that are no text were lost',
  });
  const { topic, partition, offset } = aside?.headers ?? {};
  verify('its headers topic, partition and offset', {
    expected: { topic: lab.topic, partition: '0', offset: '1' },
    received: { topic, partition, offset },
    usually: 'nobody will find the place where it stood',
  });
  verify('how often the work was tried for it', {
    expected: [3],
    received: [...consumer.attempts].filter(([value]) => value.startsWith('{')).map(([, count]) => count),
    usually: 'three attempts in all, the first one included',
  });
  demand(
    asideBefore === 1,
    'order-3 was begun before the record in front of it was set aside.',
    'nobody waits for the send to the other topic',
  );
});
