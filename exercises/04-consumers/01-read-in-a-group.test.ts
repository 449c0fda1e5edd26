import { demand, eventually, settles, test, turn, verify, wireTap, type Lab, type LabConnection } from '#testkit';
import { readInAGroup, type Received } from './01-read-in-a-group.ts';

// Joining a group takes its time where a machine is busy.
const patience = { timeout: 40_000 };
const main = { ...patience, meta: { points: 2 } };
const joining = { within: 8_000 };

/** Runs the consumer until it is stopped, and keeps what it was handed. */
function start(lab: Lab, connection: LabConnection = lab.connection) {
  const received: Received[] = [];
  const atWork = { now: 0, most: 0 };
  const stop = new AbortController();
  const end = readInAGroup({ ...lab, connection, signal: stop.signal }, async (record) => {
    atWork.now += 1;
    atWork.most = Math.max(atWork.most, atWork.now);
    // Who does not wait for this call makes the next one meanwhile.
    await turn();
    received.push(record);
    atWork.now -= 1;
  });
  end.catch(() => {}); // looked at where it is awaited
  return {
    received,
    atWork,
    /** Waits for this many records, or for the consumer to fail. */
    async until(count: number, usually: string): Promise<void> {
      const failed = end.then(
        () => demand(false, 'readInAGroup returned before the signal aborted.', 'run() returns at once: wait yourself'),
        (error: unknown) => Promise.reject(error),
      );
      const there = eventually(() => received.length >= count, {
        ...joining,
        describe: `${count} records to be handed over`,
        seen: () => `${received.length} handed over`,
        usually,
      });
      await Promise.race([there, failed]);
    },
    async stop(): Promise<void> {
      stop.abort();
      await settles(end, {
        within: 4_000,
        describe: 'readInAGroup to return after the signal',
        usually: 'kafkajs waits for its fetch, 5 s where not said otherwise; or nobody waits for the signal',
      });
    },
  };
}

test('hands over what was written before and after it came', main, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await observer.produce(lab.topic, [{ key: 'order-1', value: 'tea', headers: { trace: 'é-1' } }]);
  const consumer = start(lab);
  await consumer.until(1, 'a new group begins at the end of the topic where nothing else is said');
  await observer.produce(lab.topic, [{ key: 'order-2', value: 'milk' }]);
  await consumer.until(2, 'the consumer stopped after the first record');
  await consumer.stop();
  const record = { value: 'tea', partition: 0, offset: '0' };
  verify('what was handed over', {
    expected: [
      { key: 'order-1', headers: { trace: 'é-1' }, ...record },
      { key: 'order-2', headers: {}, ...record, value: 'milk', offset: '1' },
    ],
    received: consumer.received.map(({ key, headers, value, partition, offset }) => ({
      key,
      headers,
      value,
      partition,
      offset,
    })),
    usually: 'key, value and headers arrive as bytes and have to be made text; offset is text already',
  });
});

test('goes on where the group has stopped', patience, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic, { partitions: 2 });
  const orders = [0, 1, 0, 1].map((partition, n) => ({ partition, key: `order-${n + 1}`, value: 'tea' }));
  await observer.produce(lab.topic, orders);
  const first = start(lab);
  await first.until(4, 'not every partition is read, or a new group begins at the end');
  await first.stop();
  demand(
    first.atWork.most === 1,
    `handle was called while it was still at work on ${first.atWork.most - 1} other records.`,
    'nobody waits for handle, so a record counts as done before it is',
  );
  await observer.produce(lab.topic, [{ partition: 1, key: 'order-5', value: 'milk' }]);
  const second = start(lab);
  await second.until(1, 'the group does not go on where it stopped');
  await second.stop();
  verify('the keys that were handed over after the second start', {
    expected: ['order-5'],
    received: second.received.map(({ key }) => key),
    usually: 'the first consumer committed nothing, or the second is in another group',
  });
});

test('leaves the group and hangs up when it is stopped', patience, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await observer.produce(lab.topic, [{ key: 'order-1', value: 'tea' }]);
  await using tap = await wireTap(lab.connection);
  const consumer = start(lab, tap.connection);
  await consumer.until(1, 'a new group begins at the end of the topic where nothing else is said');
  verify('the number of members of the group while it reads', {
    expected: 1,
    received: (await observer.group(lab.groupId)).members.length,
    usually: 'the group has to be lab.groupId',
  });
  await consumer.stop();
  const { members } = await observer.group(lab.groupId);
  demand(
    members.length === 0,
    'readInAGroup has returned, and its group still counts it as a member.',
    'nobody disconnects the consumer, or nobody waits for it',
  );
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'something is still connected',
  });
});
