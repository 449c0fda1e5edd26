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
  type LabConnection,
} from '#testkit';
import { readInAGroup, type Received } from './01-read-in-a-group.ts';

// Joining a group takes its time where a machine is busy.
const patience = { timeout: 40_000 };
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
        () => demand(false, say('returned-early'), say('run-returns')),
        (error: unknown) => Promise.reject(error),
      );
      const there = eventually(() => received.length >= count, {
        ...joining,
        describe: say('handed-over', { count }),
        seen: () => say('so-many', { count: received.length }),
        usually,
      });
      await Promise.race([there, failed]);
    },
    async stop(): Promise<void> {
      stop.abort();
      await settles(end, {
        within: 4_000,
        describe: say('to-return'),
        usually: say('waits-for-fetch'),
      });
    },
  };
}

test('before-and-after', { proves: ['everything', 'received', 'leaves'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await observer.createTopic(lab.topic);
  await observer.produce(lab.topic, [{ key: 'order-1', value: 'Tee 茶', headers: { trace: 'é-1' } }]);
  const consumer = start(lab);
  await prove('everything', async () => {
    await consumer.until(1, say('begins-at-the-end'));
    await observer.produce(lab.topic, [{ key: 'order-2', value: 'milk' }]);
    await consumer.until(2, say('stopped-after-first'));
  });
  await prove('received', async () => {
    await observer.produce(lab.topic, [{ key: null, value: null }]);
    await consumer.until(3, say('neither-key-nor-value'));
  });
  await prove('leaves', () => consumer.stop());
  await prove('received', () => {
    const record = { value: 'Tee 茶', partition: 0, offset: '0' };
    verify(say('what-came'), {
      expected: [
        { key: 'order-1', headers: { trace: 'é-1' }, ...record },
        { key: 'order-2', headers: {}, ...record, value: 'milk', offset: '1' },
        { key: '', headers: {}, ...record, value: '', offset: '2' },
      ],
      received: consumer.received.map(({ key, headers, value, partition, offset }) => ({
        key,
        headers,
        value,
        partition,
        offset,
      })),
      usually: say('bytes'),
    });
  });
});

test('goes-on', { proves: ['everything', 'goes-on', 'received', 'leaves'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await observer.createTopic(lab.topic, { partitions: 2 });
  const orders = [0, 1, 0, 1].map((partition, n) => ({ partition, key: `order-${n + 1}`, value: 'tea' }));
  await observer.produce(lab.topic, orders);
  const first = start(lab);
  await prove('everything', () => first.until(4, say('not-every-partition')));
  await prove('leaves', () => first.stop());
  await prove('received', () =>
    demand(first.atWork.most <= 1, say('at-once', { others: first.atWork.most - 1 }), say('nobody-waits-for-handle')),
  );
  await observer.produce(lab.topic, [{ partition: 1, key: 'order-5', value: 'milk' }]);
  const second = start(lab);
  await prove('goes-on', () => second.until(1, say('does-not-go-on')));
  await prove('leaves', () => second.stop());
  await prove('goes-on', () => {
    const received = second.received.map(({ key }) => key);
    verify(say('keys-of-second'), { expected: ['order-5'], received, usually: say('committed-nothing') });
  });
});

test('leaves', { proves: ['goes-on', 'leaves'], ...patience }, async ({ lab, observer, prove }) => {
  await observer.createTopic(lab.topic);
  await observer.produce(lab.topic, [{ key: 'order-1', value: 'tea' }]);
  await using tap = await wireTap(lab.connection);
  const consumer = start(lab, tap.connection);
  await consumer.until(1, say('begins-at-the-end'));
  await prove('goes-on', async () => {
    const { members } = await observer.group(lab.groupId);
    verify(say('members-while-reading'), { expected: 1, received: members.length, usually: say('another-group') });
  });
  await prove('leaves', async () => {
    await consumer.stop();
    const { members } = await observer.group(lab.groupId);
    demand(members.length === 0, say('still-a-member'), say('not-disconnected'));
    const isAlone = await isQuiet(() => tap.openConnections());
    demand(isAlone, say('left-open', { count: tap.openConnections() }), say('still-connected'));
  });
});
