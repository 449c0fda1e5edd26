// Every Node client through the tap, on a real broker: nothing goes past it, and nothing is changed on the way.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../testkit/eventually.ts';
import { direct, newName, newTopic } from './direct.fixture.ts';
import { ownConnectionsTo } from './own-connections.fixture.ts';
import { talkers, type Talker } from './talkers.fixture.ts';
import { wireTap, type WireTap } from './wire-tap.ts';

const brokerPort = Number(direct.brokers[0]?.split(':').at(-1));
const [kafkajs] = talkers;

const hex = (buffers: readonly Buffer[]) => buffers.map((buffer) => buffer.toString('hex')).toSorted();
const reading = (topic: string, count: number) => ({ topic, count, groupId: newName('readers') });
const nothing = () => Promise.resolve();

function nobodyGoesPast(tap: WireTap, within = 5_000): Promise<boolean> {
  return eventually(() => (ownConnectionsTo(brokerPort) ?? tap.openConnections()) === tap.openConnections(), {
    within,
    describe: 'every connection of this process to the broker to be one of the tap',
    seen: () => ({ all: ownConnectionsTo(brokerPort), tapped: tap.openConnections() }),
  });
}

async function readBothWays(talker: Talker, tap: WireTap, topic: string, count: number) {
  return {
    tapped: hex(await talker.read(tap.connection, reading(topic, count), nothing)),
    direct: hex(await talker.read(direct, reading(topic, count), nothing)),
  };
}

describe.each(talkers)('$name', (talker) => {
  test('sends and reads through the tap and nowhere else', async () => {
    const topic = await newTopic(3);
    await using tap = await wireTap(direct);
    const values = [Buffer.alloc(0), ...Array.from({ length: 50 }, () => randomBytes(2_000))];
    await talker.send(tap.connection, topic, values, () => nobodyGoesPast(tap));
    const read = await talker.read(tap.connection, reading(topic, values.length), () => nobodyGoesPast(tap));
    expect(hex(read)).toEqual(hex(values));
    expect(tap.batchesTo(topic).reduce((sum, { records }) => sum + records, 0)).toBe(values.length);
    await eventually(() => tap.openConnections() === 0, { describe: 'all connections to be closed' });
    expect(tap.connections.filter(({ closedBy, problem }) => closedBy !== 'client' || problem !== undefined)).toEqual(
      [],
    );
  });

  test('reads through the tap what it reads without it', async () => {
    const topic = await newTopic();
    await using tap = await wireTap(direct);
    const values = Array.from({ length: 5 }, () => randomBytes(150_000));
    await talker.send(direct, topic, values, nothing);
    expect(await readBothWays(talker, tap, topic, 5)).toEqual({ tapped: hex(values), direct: hex(values) });
  });
});

test.runIf(process.platform === 'linux')('a client that goes past the tap would be noticed', async () => {
  const topic = await newTopic();
  await using sideDoor = await wireTap(direct, { advertise: (broker) => broker });
  await kafkajs?.send(sideDoor.connection, topic, [Buffer.from('x')], () =>
    expect(nobodyGoesPast(sideDoor, 300)).rejects.toThrow('all: 2, tapped: 1'),
  );
});

test('a kafkajs client opens a connection per broker, and consumers one more; Confluent’s open one more each', async () => {
  const topic = await newTopic();
  for (const talker of talkers) {
    await using tap = await wireTap(direct);
    await talker.send(tap.connection, topic, [Buffer.from('x')], nothing);
    const sending = tap.connectionsOpened;
    await talker.read(tap.connection, reading(topic, 1), nothing);
    const counts = { name: talker.name, sending, reading: tap.connectionsOpened - sending };
    const isKafkajs = talker === kafkajs;
    expect(counts).toEqual({ name: talker.name, sending: isKafkajs ? 1 : 2, reading: isKafkajs ? 2 : 3 });
  }
});
