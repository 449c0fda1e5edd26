import { demand, eventually, settles, test, verify, wireTap, type Lab, type Observer } from '#testkit';
import { readItAllAgain } from './02-read-it-all-again.ts';

// Joining a group takes its time where a machine is busy.
const patience = { timeout: 40_000 };
const partitions = 3;
const perPartition = 4;

/** A topic that the group has read to its end. */
async function readTopic(lab: Lab, observer: Observer): Promise<void> {
  await observer.createTopic(lab.topic, { partitions });
  const places = Array.from({ length: partitions * perPartition }, (_, n) => n % partitions);
  await observer.produce(
    lab.topic,
    places.map((partition, n) => ({ partition, value: `${partition}-${Math.floor(n / partitions)}` })),
  );
  await observer.commit(lab.groupId, lab.topic, { 0: perPartition, 1: perPartition, 2: perPartition });
}

function start(lab: Lab) {
  const handed: string[] = [];
  const stop = new AbortController();
  const end = readItAllAgain({ ...lab, signal: stop.signal }, async (value) => {
    handed.push(value);
  });
  end.catch(() => {}); // looked at where it is awaited
  return {
    handed,
    of: (partition: number): string[] => handed.filter((value) => value.startsWith(`${partition}-`)),
    async until(value: string, usually: string): Promise<void> {
      const there = eventually(() => handed.includes(value), {
        within: 12_000, // kafkajs' resetOffsets alone takes 5 s
        describe: `the record ${value} (partition-offset) to be handed over`,
        seen: () => (handed.length > 0 ? `handed over: ${handed.join(', ')}` : 'nothing was handed over'),
        usually,
      });
      const failed = end.then(() => new Promise<never>(() => {}));
      await Promise.race([there, failed]);
    },
    async stop(): Promise<void> {
      stop.abort();
      await settles(end, { within: 8_000, describe: 'readItAllAgain to return after the signal' });
    },
  };
}

test('hands over every record of every partition again, in order', patience, async ({ lab, observer }) => {
  await readTopic(lab, observer);
  const again = start(lab);
  for (let partition = 0; partition < partitions; partition += 1) {
    await again.until(
      `${partition}-${perPartition - 1}`,
      again.handed.length > 0
        ? 'the position has to be moved in every partition'
        : 'the group has committed offsets, so fromBeginning means nothing to it',
    );
  }
  await again.stop();
  for (let partition = 0; partition < partitions; partition += 1) {
    verify(`what was handed over of partition ${partition}`, {
      expected: Array.from({ length: perPartition }, (_, offset) => `${partition}-${offset}`),
      received: again.of(partition),
      usually: 'every record of the partition once, from its first on',
    });
  }
});

test('stays in its group and commits what is new', patience, async ({ lab, observer }) => {
  await readTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  const again = start({ ...lab, connection: tap.connection });
  await again.until('0-3', 'the group has committed offsets, so fromBeginning means nothing to it');
  await observer.produce(lab.topic, [{ partition: 0, value: '0-4' }]);
  await again.until('0-4', 'it has to go on with what is new');
  await again.until('1-3', 'the position has to be moved in every partition');
  await again.until('2-3', 'the position has to be moved in every partition');
  await again.stop();
  const { members } = await observer.group(lab.groupId);
  demand(
    members.length === 0,
    'readItAllAgain has returned, and its group still counts it as a member.',
    'nobody disconnects the consumer, or nobody waits for it',
  );
  verify('the offsets that the group has committed', {
    expected: { 0: perPartition + 1, 1: perPartition, 2: perPartition },
    received: await observer.committed(lab.groupId, lab.topic),
    usually: 'it reads in another group, whose position nobody watches; or it commits nothing',
  });
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'every client has to be disconnected, also one that only asks',
  });
});
