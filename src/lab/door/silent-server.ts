// The failures that a suite cannot get from a good broker: addresses behind which there is none.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** Nobody listens here: port 1 is set aside for a service that no one runs. Refused at once, on every system. */
export const deadAddress = '127.0.0.1:1';

/** A name that never resolves, also without a network, where asking for a well-formed name would say "try again". */
export const unknownAddress = 'kafka..invalid:9092';

/** Accepts every connection and never says a word, as a broker does that hangs, or a port behind a firewall that lies. */
export class SilentServer implements AsyncDisposable {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #opened = 0;

  private constructor() {
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** Listens on a free port of 127.0.0.1. */
  static async open(): Promise<SilentServer> {
    const silent = new SilentServer();
    silent.#server.listen(0, '127.0.0.1');
    await once(silent.#server, 'listening');
    return silent;
  }

  /** `host:port`, as in a list of brokers. */
  get address(): string {
    const bound = this.#server.address();
    if (bound === null || typeof bound === 'string') throw new Error('The silent server does not listen any more.');
    return `${bound.address}:${bound.port}`;
  }

  /** How often somebody connected. */
  get connectionsOpened(): number {
    return this.#opened;
  }

  /** How many connections are open now. */
  openConnections(): number {
    return this.#sockets.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #accept(socket: Socket): void {
    this.#opened += 1;
    this.#sockets.add(socket);
    // What comes in is read, or the end of the connection would never be noticed.
    socket
      .on('error', () => undefined)
      .once('close', () => this.#sockets.delete(socket))
      .resume();
  }
}

/** Starts a server that never answers: `await using silent = await silentServer()`. */
export async function silentServer(): Promise<SilentServer> {
  return SilentServer.open();
}
