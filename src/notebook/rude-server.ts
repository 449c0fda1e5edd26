import { once } from 'node:events';
import { createServer } from 'node:net';

/** A server that hangs up on everybody, and notes when they came. */
export interface RudeServer extends AsyncDisposable {
  /** `host:port`, as in a list of brokers. */
  readonly address: string;
  /** Milliseconds since the first visit, for each visit. */
  readonly visits: readonly number[];
}

/** Starts one on a free port of 127.0.0.1: `await using server = await rudeServer()`. */
export async function rudeServer(): Promise<RudeServer> {
  const times: number[] = [];
  const server = createServer((socket) => {
    times.push(performance.now());
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('A TCP server has a port.');
  return {
    address: `${bound.address}:${bound.port}`,
    get visits() {
      return times.map((time) => time - (times[0] ?? time));
    },
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}
