// A bare connection to one broker, for the questions that must not wait for a client's connecting and retrying.
import { connect, isIP, type Socket } from 'node:net';
import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { FrameReader } from './frames/frame-reader.ts';
import { Writer } from './frames/writer.ts';
import { headerTags, readAnswer, type KafkaRequest } from './requests/request.ts';
import { words } from './words.ts';

interface Waiting {
  take(answer: Buffer): void;
  fail(reason: unknown): void;
}

/** A connection to one broker. Requests may be sent side by side; the broker answers them in order. */
export class Wire implements Disposable {
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    const reader = new FrameReader((frame) => this.#waiting.shift()?.take(frame.subarray(4)));
    socket.on('data', (bytes) => reader.push(bytes));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error(words.closed)));
  }

  /** Rejects when nothing listens there. An abort of the signal closes the connection, also later. */
  static async open(host: string, port: number, signal: AbortSignal): Promise<Wire> {
    const socket = connect({ host, port, signal, noDelay: true });
    // `once` listens until the signal aborts; the socket's own word of that comes later, and unheard it would end the process.
    socket.on('error', () => {});
    await once(socket, 'connect', { signal });
    return new Wire(socket);
  }

  /** The same by TLS, whoever signed the certificate: for questions that carry no secret. */
  static async openUnverified(host: string, port: number, signal: AbortSignal): Promise<Wire> {
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = connectTls({ host, port, ...name, rejectUnauthorized: false });
    socket.on('error', () => {});
    signal.addEventListener('abort', () => socket.destroy(), { once: true });
    await once(socket, 'secureConnect', { signal });
    return new Wire(socket);
  }

  /** Sends a request and reads its answer. Rejects when the connection ends before, and with what `read` throws. */
  ask<Answer>(request: KafkaRequest<Answer>): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const take = (answer: Buffer): void => {
      try {
        resolve(readAnswer(request, answer));
      } catch (error) {
        reject(error);
      }
    };
    this.#waiting.push({ take, fail: reject });
    const message = new Writer()
      .int16(request.apiKey)
      .int16(request.apiVersion)
      .int32(0) // correlation id: answers come in order
      .string('workbook', false)
      .raw(headerTags(request))
      .raw(request.body)
      .bytes();
    this.#socket.write(new Writer().int32(message.length).raw(message).bytes());
    return promise;
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #fail(reason: unknown): void {
    for (const each of this.#waiting.splice(0)) each.fail(reason);
  }
}
