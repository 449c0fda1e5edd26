import { Kafka, logLevel } from 'kafkajs';
import { demand, eventually, newLab, settles, test, wireTap, type Lab, type Observer } from '#testkit';
import { fetchABacklog, type Reader } from './05-fetch-a-backlog.ts';

const patience = { timeout: 90_000 };
const values = Array.from({ length: 400 }, (_, n) => `${n + 1} ${'x'.repeat(2_000)}`);

type Read = (lab: Lab, handle: (value: string) => void) => Promise<Reader>;

/** The function as it was. */
const readAsBefore: Read = async (lab, handle) => {
  const consumer = new Kafka({ ...lab.connection, logLevel: logLevel.NOTHING }).consumer({
    groupId: lab.groupId,
    maxBytesPerPartition: 4_096,
    maxWaitTimeInMs: 20,
  });
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => handle(message.value?.toString() ?? '') });
  return { close: () => consumer.disconnect() };
};

/** Batches of two, 4 kB each. */
async function writeBacklog({ connection, topic }: Lab, observer: Observer): Promise<void> {
  await observer.createTopic(topic);
  const producer = new Kafka({ ...connection, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const sends: Promise<unknown>[] = [];
  for (let at = 0; at < values.length; at += 2) {
    sends.push(producer.send({ topic, messages: values.slice(at, at + 2).map((value) => ({ value })) }));
  }
  await Promise.all(sends);
  await producer.disconnect();
}

interface Watched {
  /** Fetch requests until all was handed over. */
  readonly backlog: number;
  /** Fetch requests while nothing came, and for how long. */
  readonly idle: number;
  readonly idleMs: number;
}

/** Reads the backlog, then watches the idle reader until `enough` says so, then does `more`. */
async function watch(
  lab: Lab,
  read: Read,
  enough: (idle: Omit<Watched, 'backlog'>) => boolean,
  more: (seen: ReadonlySet<string>) => Promise<void> = async () => {},
): Promise<Watched> {
  await using tap = await wireTap(lab.connection);
  const seen = new Set<string>();
  const reader = await settles(
    read({ ...lab, connection: tap.connection }, (value) => {
      seen.add(value);
    }),
    { within: 20_000, describe: 'fetchABacklog to return', usually: 'it waits until everything is read' },
  );
  await eventually(() => values.every((value) => seen.has(value)), {
    within: 30_000,
    describe: `all ${values.length} values to be handed over`,
    seen: () => `${seen.size} of them`,
    usually: 'the group begins at the end; or the broker waits for more bytes than there are',
  });
  const backlog = tap.count('Fetch');
  const start = performance.now();
  const idle = () => ({ idle: tap.count('Fetch') - backlog, idleMs: performance.now() - start });
  await eventually(() => enough(idle()), { within: 20_000, describe: 'the reader to be watched while nothing comes' });
  const watched = { backlog, ...idle() };
  await more(seen);
  // Whoever stops between two fetches has nothing to wait for: that would prove nothing.
  await eventually(() => tap.requestsOf('Fetch').at(-1)?.roundTripMs === undefined, {
    within: 10_000,
    describe: 'a fetch to be under way',
  });
  await settles(reader.close(), {
    within: 10_000,
    describe: 'close() to resolve',
    usually: 'kafkajs waits for the fetch that is under way, and the broker holds it for as long as it was told',
  });
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed after close()',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'close() is where the consumer is disconnected',
  });
  return watched;
}

test('asks seldom, and is there when more comes', patience, async ({ lab, observer, signal }) => {
  await writeBacklog(lab, observer);
  const before = await watch({ ...newLab(signal), topic: lab.topic }, readAsBefore, ({ idle }) => idle >= 50);
  const after = await watch(
    lab,
    fetchABacklog,
    ({ idleMs }) => idleMs >= before.idleMs,
    async (seen) => {
      await observer.produce(lab.topic, [{ value: 'one more' }]);
      await eventually(() => seen.has('one more'), {
        within: 3_000,
        describe: 'a record that came while the reader was idle, which was to be handed over within 2 s',
        usually: 'with a large minBytes the broker holds a lone record back until the longest wait is over',
      });
    },
  );
  const window = `${(before.idleMs / 1_000).toFixed(1)} idle seconds`;
  lab.log(`as it was: ${before.backlog} fetches for the backlog, ${before.idle} in ${window}`);
  lab.log(`yours:     ${after.backlog} fetches for the backlog, ${after.idle} in the same time`);
  demand(
    after.backlog * 5 <= before.backlog,
    `The backlog took ${after.backlog} fetch requests; the function as it was took ${before.backlog}.`,
    'of the limits on how much to fetch the smallest one counts, and one of them is for each partition',
  );
  demand(
    after.idle * 5 <= before.idle,
    `In ${window} the reader sent ${after.idle} fetch requests; the function as it was sent ${before.idle}.`,
    'when there is nothing the broker answers as soon as the longest wait is over, and the reader asks again',
  );
});
