import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { deadAddress, demand, say, settles, test, isQuiet, Unmet, verify, wireTap } from '#testkit';
import type { LabConnection, Observer } from '#testkit';
import { describeACluster, type ClusterDescription } from './01-describe-a-cluster.ts';

interface Broker {
  readonly nodeId: number;
  readonly address: string;
}

type Doors = Awaited<ReturnType<typeof openDoors>>;

// A cluster of one broker cannot tell "the controller" from "the first" or "the last". So each broker gets a door, the
// first broker two more, which the metadata names before and behind all others, and the address one starts with is yet
// another door, which nobody advertises. All doors lead to a real broker; only the list of addresses is longer.
async function openDoors({ connection, observer }: { connection: LabConnection; observer: Observer }) {
  const { clusterId, brokers } = await observer.cluster();
  const known = brokers.map(({ host, port }) => `${host}:${port}`);
  const addressOf = new Map<string, string>();
  const cluster = await wireTap(
    { ...connection, brokers: known },
    { advertise: (broker) => addressOf.get(broker) ?? broker },
  );
  const [first = ''] = cluster.connection.brokers;
  const behind = [first, ...cluster.connection.brokers, first];
  const highest = Math.max(...brokers.map(({ nodeId }) => nodeId));
  const neighbours: Broker[] = [];
  const setting = { neighbours, isBroken: false };
  const [side, before, ...others] = await Promise.all([first, ...behind].map((target) => openDoor(target, setting)));
  const after = others.pop();
  known.forEach((broker, at) => addressOf.set(broker, others[at]?.address ?? ''));
  neighbours.push({ nodeId: highest + 1, address: before?.address ?? '' });
  neighbours.push({ nodeId: highest + 2, address: after?.address ?? '' });
  const controllers = [...addressOf.values()];
  return {
    connection: { ...cluster.connection, brokers: [side?.address ?? ''] },
    truth: { clusterId, controllers, brokers: [...controllers, ...neighbours.map(({ address }) => address)] },
    openConnections: () => cluster.openConnections(),
    connectionsOpened: () => cluster.connectionsOpened,
    /** From now on each advertised broker hangs up when it is asked for metadata; the side door still answers. */
    breakBrokers: (): void => {
      setting.isBroken = true;
      if (side) side.isSpared = true;
    },
    async [Symbol.asyncDispose]() {
      for (const door of [side, before, ...others, after]) door?.close();
      await cluster[Symbol.asyncDispose]();
    },
  };
}

async function openDoor(
  target: string,
  setting: { readonly neighbours: readonly Broker[]; readonly isBroken: boolean },
) {
  const [host = '', port = ''] = target.split(':');
  const clients = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    clients.add(client.once('close', () => clients.delete(client)));
    const broker = connect({ host, port: Number(port), noDelay: true });
    const asked = new Map<number, number>();
    async function* requests(source: AsyncIterable<Buffer>) {
      for await (const frame of frames(source)) {
        if (frame.readInt16BE(4) === metadataKey) {
          if (setting.isBroken && !door.isSpared) return;
          asked.set(frame.readInt32BE(8), frame.readInt16BE(6));
        }
        yield frame;
      }
    }
    async function* answers(source: AsyncIterable<Buffer>) {
      for await (const frame of frames(source)) {
        const version = asked.get(frame.readInt32BE(4));
        yield version === undefined ? frame : withNeighbours(frame, version, setting.neighbours);
      }
    }
    pipeline(client, requests, broker, () => {});
    pipeline(broker, answers, client, () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('A door does not listen.');
  const door = {
    address: `${bound.address}:${bound.port}`,
    isSpared: false,
    close(): void {
      server.close();
      for (const client of clients) client.destroy();
    },
  };
  return door;
}

const metadataKey = 3;

async function* frames(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = frameEnd(rest); end <= rest.length; end = frameEnd(rest)) {
      yield rest.subarray(0, end);
      rest = rest.subarray(end);
    }
  }
}

const frameEnd = (bytes: Buffer): number => (bytes.length < 4 ? Infinity : 4 + bytes.readInt32BE(0));

/** An answer to Metadata whose list of brokers begins and ends with a neighbour. Versions before 9 have no compact form. */
function withNeighbours(frame: Buffer, version: number, [first, last]: readonly Broker[]): Buffer {
  const isCompact = version >= 9;
  // Size and correlation id, the tags of the header, the throttle time.
  const start = 8 + (isCompact ? 1 : 0) + (version >= 3 ? 4 : 0);
  const count = isCompact ? frame.readUInt8(start) - 1 : frame.readInt32BE(start);
  const from = start + (isCompact ? 1 : 4);
  let to = from;
  for (let broker = 0; broker < count; broker += 1) to = endOfBroker(frame, to, isCompact);
  const size = isCompact ? Buffer.from([count + 3]) : int32(count + 2);
  const [head, brokers, tail] = [frame.subarray(4, start), frame.subarray(from, to), frame.subarray(to)];
  const rest = Buffer.concat([head, size, written(first, isCompact), brokers, written(last, isCompact), tail]);
  return Buffer.concat([int32(rest.length), rest]);
}

// Node id, host, port, rack, tags: a host or rack of a test's broker is shorter than 127 bytes, and its tags are empty.
function endOfBroker(frame: Buffer, at: number, isCompact: boolean): number {
  const lengthAt = (place: number): number =>
    isCompact ? Math.max(frame.readUInt8(place), 1) : 2 + Math.max(frame.readInt16BE(place), 0);
  const rack = at + 4 + lengthAt(at + 4) + 4;
  return rack + lengthAt(rack) + (isCompact ? 1 : 0);
}

function written(broker: Broker | undefined, isCompact: boolean): Buffer {
  const [host = '', port = ''] = broker?.address.split(':') ?? [];
  const length = isCompact ? Buffer.from([host.length + 1]) : int32(host.length).subarray(2);
  const rack = isCompact ? Buffer.from([0, 0]) : int32(-1).subarray(2);
  return Buffer.concat([int32(broker?.nodeId ?? 0), length, Buffer.from(host), int32(Number(port)), rack]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

const answer = (connection: LabConnection): Promise<ClusterDescription> =>
  settles(describeACluster(connection), { within: 5_000, describe: say('answer'), usually: say('waits-too-long') });

async function hungUp(doors: Doors, usually: string): Promise<void> {
  const isAlone = await isQuiet(() => doors.openConnections());
  demand(isAlone, say('left-open', { count: doors.openConnections() }), usually);
}

test('describes', { proves: ['cluster', 'brokers', 'hangs-up'], timeout: 15_000 }, async ({ lab, observer, prove }) => {
  await using doors = await openDoors({ connection: lab.connection, observer });
  const { truth, connection } = doors;
  const description = await answer(connection);
  await prove('hangs-up', () => hungUp(doors, say('not-hung-up')));
  await prove('cluster', () => {
    verify(say('cluster-id'), { expected: truth.clusterId, received: description.clusterId });
    const values = { expected: truth.controllers.join(' / '), received: description.controller };
    demand(truth.controllers.includes(description.controller), say('controller', values), say('by-number'));
  });
  await prove('brokers', () => {
    const received = description.brokers.toSorted();
    const isEcho = received.some((address) => connection.brokers.includes(address));
    const usually = isEcho ? say('echo') : say('host-and-port');
    verify(say('brokers'), { expected: truth.brokers.toSorted(), received, usually });
  });
});

test('dead-first', { proves: ['dead-address'], timeout: 20_000 }, async ({ lab, observer }) => {
  await using doors = await openDoors({ connection: lab.connection, observer });
  const good = await answer(doors.connection);
  const brokers = [deadAddress, ...doors.connection.brokers];
  const found = await answer({ ...doors.connection, brokers }).catch((error: unknown) => {
    throw new Unmet(`${say('gave-up', { error: String(error) })}\n${say('one-address')}`);
  });
  // Compared with what the same answer says of a good list: a mistake in it is another requirement's.
  const { clusterId, brokers: all } = found;
  verify(say('behind-dead'), { expected: good.clusterId, received: clusterId, usually: say('swallowed') });
  demand(clusterId && all.length > 0, say('nothing-found'), say('swallowed'));
});

test('hangs-up-after-failure', { proves: ['hangs-up'], timeout: 20_000 }, async ({ lab, observer }) => {
  await using doors = await openDoors({ connection: lab.connection, observer });
  doors.breakBrokers();
  const failed = describeACluster(doors.connection).catch(() => {});
  await settles(failed, { within: 15_000, describe: say('end-of-failure') });
  demand(doors.connectionsOpened() > 0, say('nobody-came'));
  await hungUp(doors, say('only-where-well'));
});
