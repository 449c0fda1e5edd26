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
  type Observer,
} from '#testkit';
import { readItAllAgain } from './02-read-it-all-again.ts';

// Joining a group takes its time where a machine is busy.
const patience = { timeout: 40_000 };
const perPartition = 4;

/** A topic that the group has read to its end. */
async function readTopic(lab: Lab, observer: Observer, partitions: number): Promise<void> {
  await observer.createTopic(lab.topic, { partitions });
  const places = Array.from({ length: partitions * perPartition }, (_, n) => n % partitions);
  await observer.produce(
    lab.topic,
    places.map((partition, n) => ({ partition, value: `${partition}-${Math.floor(n / partitions)}` })),
  );
  const ends = Object.fromEntries(Array.from({ length: partitions }, (_, partition) => [partition, perPartition]));
  await observer.commit(lab.groupId, lab.topic, ends);
}

function start(lab: Lab) {
  const handed: string[] = [];
  const stop = new AbortController();
  const atWork = new Map<string, number>();
  let overlaps = 0;
  const end = readItAllAgain({ ...lab, signal: stop.signal }, async (value) => {
    const [partition = ''] = value.split('-');
    const others = atWork.get(partition) ?? 0;
    if (others > 0) overlaps += 1;
    atWork.set(partition, others + 1);
    // Who does not wait for this call makes the next one meanwhile.
    await turn();
    handed.push(value);
    atWork.set(partition, (atWork.get(partition) ?? 1) - 1);
  });
  end.catch(() => {}); // looked at where it is awaited
  return {
    handed,
    overlaps: (): number => overlaps,
    of: (partition: number): string[] => handed.filter((value) => value.startsWith(`${partition}-`)),
    /** Waits until anything at all has been handed over. */
    async begins(): Promise<void> {
      const within = 12_000; // kafkajs' resetOffsets alone takes 5 s
      const some = eventually(() => handed.length > 0, {
        within,
        describe: say('any-record'),
        usually: say('means-nothing'),
      });
      await Promise.race([some, end.then(() => new Promise<never>(() => {}))]);
    },
    async until(value: string, usually: string): Promise<void> {
      const there = eventually(() => handed.includes(value), {
        within: 12_000, // kafkajs' resetOffsets alone takes 5 s
        describe: say('record', { value }),
        seen: () => (handed.length > 0 ? say('so-far', { values: handed.join(', ') }) : say('nothing')),
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

test('all-again', { proves: ['all-again', 'leaves'], ...patience }, async ({ lab, observer, prove }) => {
  const partitions = 5;
  await readTopic(lab, observer, partitions);
  const again = start(lab);
  await prove('all-again', async () => {
    await again.begins();
    for (let partition = 0; partition < partitions; partition += 1) {
      await again.until(`${partition}-${perPartition - 1}`, say('every-partition'));
    }
  });
  await prove('leaves', () => again.stop());
  await prove('all-again', () => {
    demand(again.overlaps() === 0, say('at-once', { count: again.overlaps() }), say('nobody-waits-for-handle'));
    for (let partition = 0; partition < partitions; partition += 1) {
      verify(say('of-partition', { partition }), {
        expected: Array.from({ length: perPartition }, (_, offset) => `${partition}-${offset}`),
        received: again.of(partition),
        usually: say('each-once'),
      });
    }
  });
});

test('stays', { proves: ['all-again', 'goes-on', 'leaves', 'commits'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await readTopic(lab, observer, 3);
  await using tap = await wireTap(lab.connection);
  const again = start({ ...lab, connection: tap.connection });
  await prove('all-again', () => again.until('0-3', say('means-nothing')));
  await prove('goes-on', async () => {
    await observer.produce(lab.topic, [{ partition: 0, value: '0-4' }]);
    await again.until('0-4', say('has-to-go-on'));
  });
  await prove('all-again', async () => {
    await again.until('1-3', say('every-partition'));
    await again.until('2-3', say('every-partition'));
  });
  await prove('leaves', async () => {
    await again.stop();
    const { members } = await observer.group(lab.groupId);
    demand(members.length === 0, say('still-a-member'), say('not-disconnected'));
    const isAlone = await isQuiet(() => tap.openConnections());
    demand(isAlone, say('left-open', { count: tap.openConnections() }), say('every-client'));
  });
  await prove('commits', async () => {
    verify(say('committed'), {
      expected: { 0: perPartition + 1, 1: perPartition, 2: perPartition },
      received: await observer.committed(lab.groupId, lab.topic),
      usually: say('another-group'),
    });
  });
});
