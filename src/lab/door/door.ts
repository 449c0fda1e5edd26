// The tap's listener in front of one broker, and the connections that go through it.
import { connect, isIP, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { formatAddress, type Address } from '../../kafka/connection.ts';
import { isCode } from '../broker/disk-full.ts';
import { takesConnection } from '../broker/look-at-listener.ts';
import { AnswerStream } from './answer-stream.ts';
import { DelayStream } from './delay-stream.ts';
import { Listener } from './listener.ts';
import { RequestStream } from './request-stream.ts';
import { TappedLink, type LinkSetting } from './tapped-link.ts';

/** What all doors of a tap share. */
export interface DoorSetting extends LinkSetting {
  /** Speak TLS to the broker. The client speaks plain text to the tap in any case. */
  readonly tls: boolean;
  /** True while the tap plays dead. */
  readonly isShut: () => boolean;
  /** How long every answer is held back. */
  readonly delayMs: () => number;
}

/** One client's way through. */
interface Passing {
  readonly client: Socket;
  readonly broker: Socket;
  readonly link: TappedLink;
}

/** A listener on 127.0.0.1 in front of one broker. */
export class Door implements AsyncDisposable {
  readonly #broker: Address;
  readonly #setting: DoorSetting;
  readonly #listener: Listener;
  readonly #open = new Set<Passing>();

  private constructor(broker: Address, setting: DoorSetting) {
    this.#broker = broker;
    this.#setting = setting;
    this.#listener = new Listener((client) => this.#accept(client));
  }

  static async open(broker: Address, setting: DoorSetting): Promise<Door> {
    const door = new Door(broker, setting);
    await door.#listener.open();
    return door;
  }

  get address(): Address {
    return this.#listener.address;
  }

  /** Hangs up on everybody, as a broker that dies does. */
  cut(): void {
    for (const passing of this.#open) reset(passing);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = this.#listener[Symbol.asyncDispose]();
    for (const { client, broker, link } of this.#open) {
      link.endedBy('tap');
      client.destroy();
      broker.destroy();
    }
    await closed;
  }

  #dial(): Socket {
    const { host, port } = this.#broker;
    const name = isIP(host) === 0 ? { servername: host } : {};
    const options = { host, port, allowHalfOpen: true };
    return (this.#setting.tls ? connectTls({ ...options, ...name }) : connect(options)).setNoDelay(true);
  }

  #accept(client: Socket): void {
    const { ledger, faults, isShut } = this.#setting;
    if (isShut() || faults.refusesConnection()) {
      ledger.refused += 1;
      client.on('error', () => undefined).resetAndDestroy();
      return;
    }
    const broker = this.#dial();
    const connection = ledger.open(formatAddress(this.#broker));
    const link: TappedLink = new TappedLink(connection, this.#setting, () => this.#resetSoon({ client, broker, link }));
    this.#connect({ client, broker, link });
  }

  // Answers that came before are on their way to the client, and may be held back.
  #resetSoon(passing: Passing): void {
    const delay = this.#setting.delayMs();
    if (delay > 0) setTimeout(() => reset(passing), delay + 1);
    else setImmediate(() => reset(passing));
  }

  #connect(passing: Passing): void {
    const { client, broker, link } = passing;
    client.once('end', () => link.endedBy('client')).once('error', () => link.endedBy('client'));
    broker.once('end', () => link.endedBy('broker')).once('error', ({ message }) => link.endedBy('broker', message));
    this.#open.add(passing);
    client.once('close', () => {
      this.#open.delete(passing);
      broker.destroy();
    });
    const { delayMs } = this.#setting;
    broker.once('error', (error) => {
      if (broker.bytesRead > 0) return;
      // As near to a refusal as an open door comes. The next one is refused.
      client.resetAndDestroy();
      if (isCode(error, 'ECONNREFUSED')) void this.#listener.shut(() => takesConnection(this.#broker));
    });
    // Errors have been noted above; a pipeline that fails destroys both of its ends.
    pipeline(client, new RequestStream(link), broker, () => undefined);
    pipeline(broker, new AnswerStream(link), new DelayStream(delayMs), client, () => undefined);
  }
}

function reset({ client, broker, link }: Passing): void {
  link.endedBy('tap');
  client.resetAndDestroy();
  broker.destroy();
}
