// The port of a door. While the door's broker is away it is shut and refuses connections, as the broker's own port does. A
// client that gets in, and is then hung up on, takes the broker for one that is there: kafkajs goes on asking it, and none of
// the others, which brokers are left.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Address } from '../../kafka/connection.ts';

const host = '127.0.0.1';
/** Milliseconds between two looks whether it may open again. */
const lookAgain = 100;

export class Listener implements AsyncDisposable {
  readonly #accept: (client: Socket) => void;
  readonly #ending = new AbortController();
  /** Undefined while it is shut. */
  #server: Server | undefined;
  #port = 0;

  /** @param accept is handed everybody who comes. */
  constructor(accept: (client: Socket) => void) {
    this.#accept = accept;
  }

  /** Listens on 127.0.0.1: on a free port, and on the same one when it was shut. */
  async open(): Promise<void> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, this.#accept);
    this.#server = server;
    server.listen(this.#port, host);
    await once(server, 'listening', { signal: this.#ending.signal });
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('A door listens on no port.');
    this.#port = bound.port;
  }

  /** The same for as long as it lives, whether it is shut or not. */
  get address(): Address {
    return { host, port: this.#port };
  }

  /**
   * Refuses connections until `isOver`; those that are open stay.
   * @param isOver asked again and again. Resolves to whether it may open.
   */
  async shut(isOver: () => Promise<boolean>): Promise<void> {
    if (this.#server === undefined) return;
    this.#server.close();
    this.#server = undefined;
    try {
      for (let isOpen = false; !isOpen;) isOpen = await this.#opensIf(isOver);
    } catch (error) {
      if (!this.#ending.signal.aborted) throw error;
    }
  }

  /** Resolves when nobody who came since it last opened is connected any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    await closed;
  }

  async #opensIf(isOver: () => Promise<boolean>): Promise<boolean> {
    const { signal } = this.#ending;
    await wait(lookAgain, undefined, { signal });
    if (!(await isOver())) return false;
    signal.throwIfAborted();
    try {
      await this.open();
      return true;
    } catch {
      // Somebody else has the port.
      this.#server = undefined;
      return false;
    }
  }
}
