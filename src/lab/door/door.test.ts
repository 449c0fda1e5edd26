// The door as a plain TCP pass-through: what it does with Kafka's bytes is tested on a real broker.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { eventually } from '../../testkit/eventually.ts';
import { Door } from './door.ts';
import { Faults } from './faults.ts';
import { Ledger } from './ledger.ts';

interface Passage extends AsyncDisposable {
  readonly ledger: Ledger;
  readonly door: Door;
  client(): Socket;
  /** The server takes nobody any more; whoever is connected stays. Returns where it was. */
  stopListening(): { port: number };
}

/** A door in front of a TCP server of our own, or in front of nothing. */
async function passage(serve: ((socket: Socket) => void) | undefined, host = '127.0.0.1'): Promise<Passage> {
  const server = createServer({ allowHalfOpen: true }, (socket) => serve?.(socket.on('error', () => undefined)));
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = z.object({ port: z.int() }).parse(server.address());
  if (serve === undefined) server.close();
  const ledger = new Ledger(10);
  const faults = new Faults(() => undefined);
  const setting = { ledger, faults, tls: false, isShut: () => false, delayMs: () => 0 };
  const door = await Door.open({ host, port }, { ...setting, standIn: (broker) => Promise.resolve(broker) });
  return {
    ledger,
    door,
    client: () => connect({ ...door.address, allowHalfOpen: true }).on('error', () => undefined),
    stopListening() {
      server.close();
      return { port };
    },
    async [Symbol.asyncDispose]() {
      await door[Symbol.asyncDispose]();
      server.close();
    },
  };
}

test.for(['127.0.0.1', '::1'])(
  'bytes pass both ways unchanged, and so does the end of either side, to %s',
  async (host) => {
    await using echo = await passage((socket) => socket.pipe(socket), host);
    const sent = randomBytes(5_000_000);
    const client = echo.client();
    client.end(sent);
    expect((await buffer(client)).equals(sent)).toBe(true);
    const [connection] = echo.ledger.connections;
    expect(connection).toMatchObject({
      closedBy: 'client',
      bytesSent: 5_000_000,
      bytesReceived: 5_000_000,
      requests: 0,
    });
    expect(echo.ledger.connectionsOpen).toBe(0);
  },
);

test('a client that does not read holds up its broker, and no answer piles up in between', async () => {
  const megabytes = 256;
  const answer = Buffer.alloc(1024 * 1024);
  answer.writeInt32BE(answer.length - 4);
  await using tap = await passage((socket) => {
    for (let sent = 0; sent < megabytes; sent += 1) socket.write(answer);
    socket.end();
  });
  const client = tap.client().pause();
  let before = 0;
  const passed = await eventually(
    () => {
      const last = before;
      before = tap.ledger.connections[0]?.bytesReceived ?? 0;
      return before > 0 && before === last && before;
    },
    { describe: 'the broker to be held up' },
  );
  expect(passed).toBeLessThan(64 * 1024 * 1024);
  let read = 0;
  client.on('data', (chunk) => (read += chunk.length)).resume();
  await once(client, 'end');
  expect(read).toBe(megabytes * 1024 * 1024);
});

test('a broker that cannot be reached hangs up, and the connection says why', async () => {
  await using tap = await passage(undefined);
  await expect(once(tap.client().resume(), 'end')).rejects.toThrow('ECONNRESET');
  expect(tap.ledger.connections[0]).toMatchObject({
    closedBy: 'broker',
    problem: expect.stringMatching('ECONNREFUSED'),
  });
});

const knock = (door: Door): Promise<unknown> => {
  const client = connect(door.address);
  return once(client, 'connect').finally(() => client.on('error', () => undefined).destroy());
};

test('while its broker is away a door refuses connections, and those that are open stay', async () => {
  await using echo = await passage((socket) => socket.pipe(socket));
  const client = echo.client();
  client.write('a few bytes before');
  await once(client, 'data');
  const { port } = echo.stopListening();
  await expect(once(echo.client().resume(), 'end')).rejects.toThrow('ECONNRESET'); // by this one the door learns of it
  await expect(knock(echo.door)).rejects.toThrow('ECONNREFUSED');
  client.write('a few bytes more');
  expect(String(await once(client, 'data'))).toBe('a few bytes more');
  const back = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(port, '127.0.0.1');
  await eventually(() => knock(echo.door).then(() => true), { describe: 'the door to be open again' });
  const another = echo.client();
  another.end('a few bytes afterwards');
  expect(String(await buffer(another))).toBe('a few bytes afterwards');
  back.close();
});

test('a door that is shut closes, too', async () => {
  const tap = await passage(undefined);
  await expect(once(tap.client().resume(), 'end')).rejects.toThrow('ECONNRESET');
  await tap[Symbol.asyncDispose]();
  await expect(knock(tap.door)).rejects.toThrow('ECONNREFUSED');
});

test('a door that closes hangs up on everybody and listens no more', async () => {
  const tap = await passage((socket) => socket.pipe(socket));
  const client = tap.client();
  client.write('a few bytes');
  await once(client, 'data');
  const { address } = tap.door;
  await tap[Symbol.asyncDispose]();
  expect(tap.ledger.connections[0]?.closedBy).toBe('tap');
  await expect(once(connect(address), 'connect')).rejects.toThrow('ECONNREFUSED');
});
