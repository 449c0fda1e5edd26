import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  allClosed,
  atReturn,
  demand,
  eventually,
  say,
  settles,
  test,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type SuiteContext,
  type WireTap,
} from '#testkit';
import { goOnAfterAGap, type Gap } from './04-go-on-after-a-gap.ts';

const patience = { timeout: 60_000 };

interface Place {
  /** The log goes from here … */
  readonly low: number;
  /** … to here: the offset that the next record gets. */
  readonly high: number;
  /** Undefined where the group has committed nothing. */
  readonly committed?: number;
}

const places: readonly Place[] = [
  { low: 5, high: 9, committed: 2 },
  { low: 0, high: 6, committed: 3 },
  { low: 4, high: 7 },
  { low: 3, high: 5, committed: 0 },
  { low: 8, high: 8, committed: 4 },
  { low: 2, high: 4, committed: 2 },
  { low: 1, high: 4, committed: 31 },
];
const lost: readonly Gap[] = [
  { partition: 0, lost: 3 },
  { partition: 3, lost: 3 },
  { partition: 4, lost: 4 },
];
/** The place that gets no further record: nothing of it is left. */
const emptied = 4;

/** What the group has committed when all is done: two partitions get one record more. */
const ends = { 0: 10, 1: 7, 2: 7, 3: 5, 4: 8, 5: 4, 6: 4 };

const valueOf = (partition: number, offset: number): string => `${partition}-${offset} 茶`;

async function prepare({ topic, groupId }: Lab, observer: Observer): Promise<void> {
  await observer.createTopic(topic, { partitions: places.length });
  const records = places.flatMap(({ high }, partition) =>
    Array.from({ length: high }, (_, offset) => ({ partition, value: valueOf(partition, offset) })),
  );
  await observer.produce(topic, records);
  const each = [...places.entries()];
  await observer.deleteRecords(
    topic,
    Object.fromEntries(each.filter(([, { low }]) => low > 0).map(([at, { low }]) => [at, low])),
  );
  const committed = each.flatMap(([at, place]) => (place.committed === undefined ? [] : [[at, place.committed]]));
  await observer.commit(groupId, topic, Object.fromEntries(committed));
}

/** What a start hands over of a partition before anything new comes. */
function leftOf({ low, high, committed = low }: Place, partition: number): string[] {
  // A place beyond the end is none.
  const from = committed > high ? low : Math.max(low, committed);
  return Array.from({ length: high - from }, (_, n) => valueOf(partition, from + n));
}

function start(lab: Lab, isStopped = false) {
  const handed: string[] = [];
  const gaps: Gap[] = [];
  const underWay = new Map<string, number>();
  let most = 0;
  const stop = new AbortController();
  if (isStopped) stop.abort();
  const report = async (gap: Gap): Promise<void> => {
    gaps.push(gap);
  };
  const end = goOnAfterAGap({ ...lab, signal: stop.signal }, report, async (value) => {
    handed.push(value);
    const [partition = ''] = value.split('-');
    underWay.set(partition, (underWay.get(partition) ?? 0) + 1);
    most = Math.max(most, underWay.get(partition) ?? 0);
    await wait(30);
    underWay.set(partition, (underWay.get(partition) ?? 0) - 1);
  });
  end.catch(() => {}); // looked at where it is awaited
  return {
    handed,
    gaps: () => gaps.map(({ partition, lost: count }) => ({ partition, lost: count })).toSorted(byPartition),
    mostAtOnce: () => most,
    async until(values: readonly string[], usually: string): Promise<void> {
      const missing = () => values.filter((value) => !handed.includes(value));
      const there = eventually(() => missing().length === 0, {
        within: 12_000, // kafkajs' setOffsets alone takes 5 s
        describe: say('records', { values: values.join(', ') }),
        seen: () => say('still-missing', { values: missing().join(', ') }),
        usually,
      });
      const failed = end.then(() => new Promise<never>(() => {}));
      await Promise.race([there, failed]);
    },
    async stop(usually = say('stays')): Promise<void> {
      stop.abort();
      await settles(end, { within: 8_000, describe: say('to-return'), usually });
    },
  };
}

const byPartition = (a: Gap, b: Gap): number => a.partition - b.partition;

async function demandLeft({ lab, observer }: SuiteContext, tap: WireTap): Promise<void> {
  await atReturn(800, async () => {
    await allClosed(tap, {
      within: 500,
      describe: say('closed'),
      usually: say('every-client'),
    });
    const { members } = await observer.group(lab.groupId);
    demand(members.length === 0, say('still-a-member'), say('not-disconnected'));
  });
}

const proves = ['all-left', 'reports', 'commits-the-end', 'leaves'];

test('gap', { proves, ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await prepare(lab, observer);
  await using tap = await wireTap(lab.connection);
  const tapped = { ...lab, connection: tap.connection };
  const archive = start(tapped);
  const left = places.map(leftOf);
  await prove('all-left', () => archive.until(left.flat(), say('where-it-begins')));
  const fresh = [valueOf(0, 9), valueOf(1, 6)];
  await prove('commits-the-end', async () => {
    await observer.produce(
      lab.topic,
      fresh.map((value, partition) => ({ partition, value })),
    );
    await archive.until(fresh, say('goes-on'));
  });
  // Who commits by hand after the work has a moment for it: kafkajs takes no such commit once it is being stopped.
  const isCommitted = async () => isDeepStrictEqual(await observer.committed(lab.groupId, lab.topic), ends);
  await eventually(isCommitted, { within: 1_000, describe: say('committed') }).catch(() => {});
  await prove('leaves', async () => {
    await archive.stop();
    await demandLeft(suite, tap);
  });
  await prove('reports', () =>
    verify(say('reported'), { expected: lost, received: archive.gaps(), usually: say('counts') }),
  );
  await prove('all-left', () => {
    verify(say('at-once'), { expected: 1, received: archive.mostAtOnce(), usually: say('not-awaited') });
    for (const [partition, values] of left.entries()) {
      const received = archive.handed.filter((value) => value.startsWith(`${partition}-`) && !fresh.includes(value));
      verify(say('of-partition', { partition }), { expected: values, received, usually: say('each-once') });
    }
  });
  await prove('commits-the-end', async () => {
    const received = await observer.committed(lab.groupId, lab.topic);
    verify(say('committed'), { expected: ends, received, usually: say('who-commits') });
    const last = valueOf(emptied, 8);
    await observer.produce(lab.topic, [{ partition: emptied, value: last }]);
    const second = start(tapped);
    await second.until([last], say('where-it-begins'));
    await second.stop();
    verify(say('second-start'), {
      expected: [],
      received: second.gaps().filter((gap) => gap.lost !== 0),
      usually: say('reported-again'),
    });
  });
});

test('stopped-before', { proves: ['leaves'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await prepare(lab, observer);
  await using tap = await wireTap(lab.connection);
  await prove('leaves', async () => {
    await start({ ...lab, connection: tap.connection }, true).stop(say('before-it-listens'));
    await demandLeft(suite, tap);
  });
});
