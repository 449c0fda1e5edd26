// The client's side of a connection: requests pass as whole frames, so that each can be held back, changed or lost.
import { Transform, type TransformCallback } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { FrameReader } from '../../kafka/frames/frame-reader.ts';
import { now } from './ledger.ts';

/** What becomes of a request. */
export interface Passage {
  /** What the broker gets, with its length; nothing where undefined. */
  readonly bytes: Buffer | undefined;
  /** It, and all that comes after it, waits at the door until then; 0 for not at all. Milliseconds since 1970. */
  readonly notBefore: number;
}

/** Takes the requests apart. */
export interface RequestHandler {
  /** Called with the size of every chunk. */
  sends(bytes: number): void;
  /** Called with each request, without its length and with it. Undefined: the stream is not Kafka's from here on. */
  request(frame: Buffer, whole: Buffer): Passage | undefined;
  /** The client's bytes are in no frames that the door knows: from here on they pass as they come. */
  lost(): void;
}

export class RequestStream extends Transform {
  readonly #handler: RequestHandler;
  readonly #reader: FrameReader;
  #passages: Passage[] = [];
  #isLost = false;

  constructor(handler: RequestHandler) {
    super();
    this.#handler = handler;
    this.#reader = new FrameReader((frame, whole) => this.#read(frame, whole));
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#handler.sends(chunk.length);
    if (this.#isLost) {
      done(null, chunk);
      return;
    }
    this.#reader.push(chunk);
    const passages = this.#passages;
    this.#passages = [];
    if (passages.every(({ notBefore }) => notBefore <= now())) {
      this.#pass(passages);
      this.#passRestIfLost();
      done();
    } else void this.#passSlowly(passages, done);
  }

  /** A client that hangs up in the middle of a request: what came of it still goes through. */
  override _flush(done: TransformCallback): void {
    this.push(this.#reader.takeRest());
    done();
  }

  #read(frame: Buffer, whole: Buffer): void {
    const passage = this.#handler.request(frame, whole);
    if (passage === undefined) this.#reader.giveUp();
    this.#passages.push(passage ?? { bytes: whole, notBefore: 0 });
  }

  async #passSlowly(passages: readonly Passage[], done: TransformCallback): Promise<void> {
    for (const passage of passages) {
      const early = passage.notBefore - now();
      if (early > 0) await wait(early);
      if (this.destroyed) return;
      this.#pass([passage]);
    }
    this.#passRestIfLost();
    done();
  }

  /** Requests that came together go on together. */
  #pass(passages: readonly Passage[]): void {
    const all = passages.flatMap(({ bytes }) => (bytes === undefined ? [] : [bytes]));
    const [only] = all;
    if (only !== undefined) this.push(all.length === 1 ? only : Buffer.concat(all));
  }

  #passRestIfLost(): void {
    if (!this.#reader.lost) return;
    this.#isLost = true;
    this.#handler.lost();
    this.push(this.#reader.takeRest());
  }
}
