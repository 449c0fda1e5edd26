import { Kafka, logLevel } from 'kafkajs';
import {
  allClosed,
  atReturn,
  demand,
  eventually,
  newLab,
  say,
  settles,
  test,
  Unmet,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type WireTap,
} from '#testkit';
import { measureTheLag } from './02-measure-the-lag.ts';

const patience = { timeout: 40_000 };

interface Place {
  /** The log goes from here … */
  readonly low: number;
  /** … to here: the offset that the next record gets. */
  readonly high: number;
  /** Undefined where the group has committed nothing. */
  readonly committed?: number;
}

const read: Place[] = [
  { low: 500, high: 520, committed: 510 },
  { low: 0, high: 4, committed: 0 },
  { low: 0, high: 6, committed: 6 },
  { low: 0, high: 12, committed: 9 },
  { low: 2, high: 9, committed: 2 },
];
const unread: Place[] = [
  { low: 500, high: 511 },
  { low: 0, high: 5 },
  { low: 0, high: 0 },
];
const outside: Place[] = [
  { low: 500, high: 513, committed: 60 },
  { low: 6, high: 6, committed: 2 },
  { low: 1, high: 12, committed: 91 },
];
const places = [...read, ...unread, ...outside];

/** Writes the logs, takes away what stood before them, and makes the group. */
async function prepare({ topic, groupId }: Lab, observer: Observer, logs: readonly Place[]): Promise<void> {
  await observer.createTopic(topic, { partitions: logs.length });
  const records = logs.flatMap(({ high }, partition) =>
    Array.from({ length: high }, (_, n) => ({ partition, value: `${n}` })),
  );
  await observer.produce(topic, records);
  const lows = [...logs.entries()].filter(([, { low }]) => low > 0).map(([at, { low }]) => [at, low]);
  await observer.deleteRecords(topic, Object.fromEntries(lows));
  await commit(groupId, { topic, observer, logs });
  // The group reads another topic as well.
  const other = `${topic}-archive`;
  await observer.createTopic(other, { partitions: 2 });
  await observer.commit(groupId, other, { 0: 3, 1: 2 });
}

/**
 * The same for a topic of whose partitions the broker does not tell in their order, as it does by chance of one in twenty.
 * Resolves with a lab that has it.
 */
async function prepareUnsorted(lab: Lab, observer: Observer, logs: readonly Place[]): Promise<Lab> {
  for (let n = 1; ; n += 1) {
    const named = { ...lab, topic: `${lab.topic}-${n}` };
    await prepare(named, observer, logs);
    if (n === 5 || !(await isSorted(named))) return named;
  }
}

async function isSorted({ connection, topic }: Lab): Promise<boolean> {
  const admin = new Kafka({ ...connection, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return (await admin.fetchTopicOffsets(topic)).every(({ partition }, at) => partition === at);
  } finally {
    await admin.disconnect();
  }
}

/** Makes a group that has committed what a place says. */
async function commit(groupId: string, of: { topic: string; observer: Observer; logs: readonly Place[] }) {
  const { topic, observer, logs } = of;
  const committed = [...logs.entries()].flatMap(([at, place]) =>
    place.committed === undefined ? [] : [[at, place.committed]],
  );
  if (committed.length > 0) await observer.commit(groupId, topic, Object.fromEntries(committed));
}

/** What a reader of the group gets, by partition; it commits nothing. */
async function readTheRest({ connection, topic, groupId }: Lab, logs: readonly Place[]): Promise<number[]> {
  const counts = logs.map(() => 0);
  const missing = new Set(logs.keys().filter((at) => hasMore(logs[at])));
  const consumer = new Kafka({ ...connection, logLevel: logLevel.NOTHING }).consumer({ groupId, maxWaitTimeInMs: 100 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message }) => {
        counts[partition] = (counts[partition] ?? 0) + 1;
        if (Number(message.offset) === (logs[partition]?.high ?? 0) - 1) missing.delete(partition);
      },
    });
    await eventually(() => missing.size === 0, {
      within: 10_000,
      describe: say('to-read'),
      seen: () => say('so-many', { count: logs.length - missing.size, all: logs.length }),
    });
  } finally {
    await consumer.disconnect();
  }
  return counts;
}

/** Whether a reader gets anything of it. */
function hasMore(place: Place | undefined): boolean {
  const { low, high, committed } = place ?? { low: 0, high: 0 };
  return low < high && committed !== high;
}

const measure = (lab: Lab): Promise<number[]> =>
  settles(measureTheLag(lab), { within: 10_000, describe: say('to-return') });

/** What the learner measured, beside what a reader got. */
interface Measured {
  readonly logs: readonly Place[];
  readonly lags: readonly number[];
  readonly got: readonly number[];
}

function verifyLags({ logs, lags, got }: Measured, some: readonly Place[], usually: string): void {
  for (const place of some) {
    const partition = logs.indexOf(place);
    const { low, high, committed = say('none') } = place;
    const values = { partition, low, high, committed };
    verify(say('lag', values), { expected: got[partition], received: lags[partition], usually });
  }
}

async function demandHungUp(tap: WireTap): Promise<void> {
  await atReturn(700, async () => {
    await allClosed(tap, {
      within: 500,
      describe: say('closed'),
      usually: say('not-disconnected'),
    });
  });
}

const proves = ['lag', 'nothing-committed', 'outside-the-log', 'looks-only', 'hangs-up'];

test('every-partition', { proves, ...patience }, async ({ lab: given, observer, signal, prove }) => {
  const lab = await prepareUnsorted(given, observer, places);
  const before = await observer.committed(lab.groupId, lab.topic);
  await using tap = await wireTap(lab.connection);
  const lags = await measure({ ...lab, connection: tap.connection });
  await prove('hangs-up', () => demandHungUp(tap));
  await prove('looks-only', async () => {
    const received = await observer.committed(lab.groupId, lab.topic);
    verify(say('committed'), { expected: before, received, usually: say('writes') });
    verify(say('joins'), { expected: 0, received: tap.count('JoinGroup'), usually: say('member') });
  });
  // A group that stands where this one stood: what its reader gets is the truth.
  const likeIt = { ...lab, groupId: newLab(signal).groupId };
  await commit(likeIt.groupId, { topic: lab.topic, observer, logs: places });
  const measured = { logs: places, lags, got: await readTheRest(likeIt, places) };
  await prove('lag', () => {
    verify(say('partitions'), { expected: places.length, received: lags.length });
    verifyLags(measured, read, say('between'));
  });
  await prove('nothing-committed', () => verifyLags(measured, unread, say('all-that-is-there')));
  await prove('outside-the-log', () => verifyLags(measured, outside, say('begins-anew')));
});

test('never-read', { proves: ['nothing-committed'], ...patience }, async ({ lab, observer, prove }) => {
  await prepare(lab, observer, unread);
  const lags = await measure(lab);
  const got = unread.map(({ low, high }) => high - low);
  await prove('nothing-committed', () => verifyLags({ logs: unread, lags, got }, unread, say('all-that-is-there')));
});

test('untold', { proves: ['hangs-up'], ...patience }, async ({ lab, observer, prove }) => {
  await prepare(lab, observer, read);
  await using tap = await wireTap(lab.connection);
  tap.fault({ on: 'OffsetFetch', times: Infinity, do: 'lose-request' });
  // The fault cuts the connection to the broker: the one by which a client asks first is another, and stays.
  await using front = await wireTap(tap.connection, { advertise: (broker) => broker });
  await prove('hangs-up', async () => {
    const returned = await measure({ ...lab, connection: front.connection }).catch(passOn);
    demand(returned === undefined, say('to-throw', { returned: JSON.stringify(returned) }), say('swallowed'));
    await demandHungUp(front);
    await demandHungUp(tap);
  });
});

/** What was thrown is right here, but for the word that nothing was thrown in time. */
function passOn(error: unknown): undefined {
  if (error instanceof Unmet) throw error;
}
