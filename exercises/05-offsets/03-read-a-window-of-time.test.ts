import { setTimeout as wait } from 'node:timers/promises';
import {
  allClosed,
  atReturn,
  demand,
  eventually,
  say,
  test,
  Unmet,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type WireTap,
} from '#testkit';
import { readAWindowOfTime, type Reading, type TimeWindow } from './03-read-a-window-of-time.ts';

const patience = { timeout: 60_000 };
const hour = 3_600_000;
/** A Sunday. */
const from = Date.UTC(2026, 9, 25, 2);
const window: TimeWindow = { from, to: from + hour };
const partitions = 6;
const limitMB = 3;

/** Minutes from the window's beginning, by partition: neither sorted, nor in all of them, nor of it alone. */
const minutes: readonly (readonly number[])[] = [
  [1, 30, 10, 61, 59.9, -5, 60, 0, 75, 42],
  [],
  [-300, -200, -100],
  [-0.001, 5, 59.999, 90],
  [70, 80],
  [12],
];
/** So many records of partition 0 stand before those, 1 kB each. */
const early = 6_000;
/** So many of partition 3 have been deleted. */
const deleted = 1;
/** Where the group stands. The place in partition 2, which has nothing of the window, has been deleted. */
const before = { 0: 2, 2: 1 };

const valueOf = (partition: number, at: number): string | null =>
  partition === 0 && at === 2 ? null : `Messwert ${partition}/${at} °C`;

async function prepare({ topic }: Lab, observer: Observer): Promise<void> {
  await observer.createTopic(topic, { partitions, config: { 'retention.ms': '-1' } });
  const longBefore = String(from - 20 * hour);
  const filler = 'x'.repeat(1_000);
  await observer.produce(
    topic,
    Array.from({ length: early }, () => ({ partition: 0, value: filler, timestamp: longBefore })),
  );
  const records = minutes.flatMap((each, partition) =>
    each.map((minute, at) => ({
      partition,
      value: valueOf(partition, at),
      timestamp: String(Math.round(from + minute * 60_000)),
    })),
  );
  await observer.produce(topic, records);
  await observer.deleteRecords(topic, { 2: before[2] + 1, 3: deleted });
}

/** What is in the window, of a partition, as offset and value. */
function expectedOf(partition: number): [string, string | null][] {
  const first = partition === 0 ? early : 0;
  return (minutes[partition] ?? []).flatMap((minute, at) => {
    const isThere = minute >= 0 && minute < 60 && !(partition === 3 && at < deleted);
    return isThere ? [[String(first + at), valueOf(partition, at)] as [string, string | null]] : [];
  });
}

/** Calls the function, and keeps what it handed over and how. */
function call(lab: Lab, { from: begins, to }: TimeWindow, work: (reading: Reading) => Promise<void> = async () => {}) {
  const handed: Reading[] = [];
  const underWay = new Map<number, number>();
  let most = 0;
  const end = readAWindowOfTime(lab, { from: begins, to }, async (reading) => {
    handed.push(reading);
    const { partition } = reading;
    underWay.set(partition, (underWay.get(partition) ?? 0) + 1);
    most = Math.max(most, underWay.get(partition) ?? 0);
    try {
      await work(reading);
    } finally {
      underWay.set(partition, (underWay.get(partition) ?? 0) - 1);
    }
  });
  let isOver = false;
  const over = (): void => void (isOver = true);
  end.then(over, over);
  let returned: Promise<void> | undefined;
  const settle = async (): Promise<void> => {
    const late = eventually(() => isOver, {
      within: 12_000,
      describe: say('to-return'),
      seen: () => say('handed-so-far', { count: handed.length }),
      usually: say('waits-for-what'),
    });
    await Promise.race([end, late.then(() => end)]);
  };
  return {
    handed,
    of: (partition: number) =>
      handed.filter((each) => each.partition === partition).map(({ offset, value }) => [offset, value]),
    mostAtOnce: () => most,
    leftUnderWay: () => [...underWay.values()].reduce((sum, count) => sum + count, 0),
    returns: () => (returned ??= settle()),
  };
}

async function demandHungUp(tap: WireTap, reading: ReturnType<typeof call>): Promise<void> {
  await reading.returns().catch(passOn);
  await atReturn(700, async () => {
    await allClosed(tap, {
      within: 500,
      describe: say('closed'),
      usually: say('not-disconnected'),
    });
  });
}

/** Whether it has thrown is judged elsewhere; here counts that it is over. */
function passOn(error: unknown): void {
  if (error instanceof Unmet) throw error;
}

const megabytes = (tap: WireTap): number =>
  tap.connections.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0) / 1_000_000;

const proves = ['window', 'returns', 'looks-up', 'throws', 'commits-nothing', 'hangs-up'];

test('window', { proves, ...patience }, async ({ lab, observer, prove }) => {
  await prepare(lab, observer);
  await observer.commit(lab.groupId, lab.topic, before);
  await using tap = await wireTap(lab.connection);
  const reading = call({ ...lab, connection: tap.connection }, window, () => wait(20));
  await prove('returns', async () => {
    await reading.returns();
  });
  await prove('throws', () => {
    verify(say('under-way'), { expected: 0, received: reading.leftUnderWay(), usually: say('not-awaited') });
    verify(say('overlap'), { expected: 1, received: reading.mostAtOnce(), usually: say('not-awaited') });
  });
  await prove('hangs-up', () => demandHungUp(tap, reading));
  await prove('window', () => {
    for (let partition = 0; partition < partitions; partition += 1) {
      const received = reading.of(partition);
      const usually = say('end-of-a-partition');
      verify(say('of-partition', { partition }), { expected: expectedOf(partition), received, usually });
    }
  });
  await prove('looks-up', () => {
    const received = megabytes(tap).toFixed(1);
    demand(megabytes(tap) <= limitMB, say('megabytes', { received }), say('from-the-beginning'));
  });
  await prove('commits-nothing', async () => {
    const received = await observer.committed(lab.groupId, lab.topic);
    const usually = 2 in received ? say('auto-commit') : say('place-that-is-gone');
    verify(say('committed'), { expected: before, received, usually });
  });
});

test('nothing-there', { proves: ['window', 'returns', 'commits-nothing'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await observer.createTopic(lab.topic, { partitions: 2, config: { 'retention.ms': '-1' } });
  await observer.produce(lab.topic, [{ partition: 1, value: 'early', timestamp: String(from - hour) }]);
  const reading = call(lab, window);
  await prove('returns', async () => {
    await reading.returns();
  });
  await prove('window', () => verify(say('nothing-of-it'), { expected: [], received: reading.handed }));
  await prove('commits-nothing', async () => {
    const received = await observer.committed(lab.groupId, lab.topic);
    verify(say('committed'), { expected: {}, received, usually: say('auto-commit') });
  });
});

/** Writes a record to each of two partitions again and again, until it is stopped. */
function keepWriting({ topic }: Lab, observer: Observer) {
  const over = new AbortController();
  const write = async (): Promise<void> => {
    for (let n = 0; !over.signal.aborted; n += 1) {
      await observer.produce(
        topic,
        [0, 1].map((partition) => ({ partition, value: `later ${n}`, timestamp: String(from + 1_000) })),
      );
      await wait(50);
    }
  };
  const end = write();
  return {
    async [Symbol.asyncDispose]() {
      over.abort();
      await end;
    },
  };
}

test('others-write', { proves: ['window', 'returns'], ...patience }, async ({ lab, observer, prove }) => {
  await observer.createTopic(lab.topic, { partitions: 2, config: { 'retention.ms': '-1' } });
  const values = ['a', 'b', 'c'];
  await observer.produce(
    lab.topic,
    values.map((value) => ({ partition: 1, value, timestamp: String(from) })),
  );
  const reading = call(lab, window);
  await using writing = keepWriting(lab, observer);
  await prove('returns', async () => {
    await reading.returns();
  });
  await writing[Symbol.asyncDispose]();
  await prove('window', () => {
    const received = reading.of(1).slice(0, 3);
    const expected = values.map((value, at) => [String(at), value]);
    verify(say('of-partition', { partition: 1 }), { expected, received, usually: say('end-of-a-partition') });
  });
});

test('handle-throws', { proves: ['throws', 'hangs-up'], ...patience }, async ({ lab, observer, prove }) => {
  await prepare(lab, observer);
  await using tap = await wireTap(lab.connection);
  const problem = new Error('the disk is full');
  let isFull = false;
  let after = 0;
  const reading = call({ ...lab, connection: tap.connection }, window, async () => {
    if (isFull) after += 1;
    if (reading.handed.length < 3) return;
    isFull = true;
    throw problem;
  });
  await prove('throws', async () => {
    const thrown = await reading.returns().then(
      () => say('returned'),
      (error: unknown) => {
        if (error instanceof Unmet) throw error;
        return error instanceof Error ? error.message : error;
      },
    );
    verify(say('thrown'), { expected: problem.message, received: thrown, usually: say('not-passed-on') });
    verify(say('after-that'), { expected: 0, received: after, usually: say('goes-on') });
  });
  await prove('hangs-up', () => demandHungUp(tap, reading));
});
