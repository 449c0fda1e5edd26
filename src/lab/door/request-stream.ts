// The client's side of a connection: requests pass as whole frames where each may be held back, changed or lost, and as
// their bytes come where nothing of the kind is ordered.
import { Transform, type TransformCallback } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { FrameReader } from '../../kafka/frames/frame-reader.ts';
import { now } from './ledger.ts';

/** What becomes of a request. */
export interface Passage {
  /** What the broker gets: the request as it came, nothing, or these bytes. */
  readonly gets: 'request' | 'nothing' | Buffer;
  /** It, and all that comes after it, waits at the door until then; 0 for not at all. Milliseconds since 1970. */
  readonly notBefore: number;
  /** And until this resolves. */
  readonly until?: Promise<void> | undefined;
}

/** Takes the requests apart. */
export interface RequestHandler {
  /** Called with the size of every chunk. */
  sends(bytes: number): void;
  /** Whether what comes in now may have to be held back, changed or lost. */
  holds(): boolean;
  /**
   * Called with each request, without its length. Undefined: it passes, and the stream is not Kafka's from here on.
   * @param hasBegun part of it has passed already, so that the rest will, too
   */
  request(frame: Buffer, hasBegun: boolean): Passage | undefined;
  /** The client's bytes are in no frames that the door knows: from here on they pass as they come. */
  lost(): void;
}

/** A request on its way, and the bytes that it came in. */
interface OnItsWay extends Passage {
  readonly came: readonly Buffer[];
}

export class RequestStream extends Transform {
  readonly #handler: RequestHandler;
  readonly #reader: FrameReader;
  /** Bytes that came in, and have been in no complete request so far. */
  readonly #held = new Held();
  #onTheirWay: OnItsWay[] = [];
  /** How much of the request that comes in now has passed. */
  #begun = 0;
  #isPassing = false;
  #isLost = false;

  constructor(handler: RequestHandler) {
    super();
    this.#handler = handler;
    this.#reader = new FrameReader((frame) => this.#read(frame));
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#handler.sends(chunk.length);
    if (this.#isLost) {
      done(null, chunk);
      return;
    }
    if (this.#held.isEmpty && !this.#handler.holds()) {
      this.#passAtOnce(chunk);
      done(null, chunk);
      return;
    }
    this.#held.add(chunk);
    this.#reader.push(chunk);
    const requests = this.#onTheirWay;
    this.#onTheirWay = [];
    if (requests.every(({ notBefore, until }) => until === undefined && notBefore <= now())) {
      this.#pass(requests);
      this.#passRest();
      done();
    } else void this.#passSlowly(requests, done);
  }

  /** A client that hangs up in the middle of a request: what came of it still goes through. */
  override _flush(done: TransformCallback): void {
    this.#pushAll(this.#held.takeAll());
    done();
  }

  #passAtOnce(chunk: Buffer): void {
    this.#isPassing = true;
    this.#reader.push(chunk);
    this.#isPassing = false;
    this.#begun = this.#reader.waiting;
    if (this.#reader.lost) this.#lose();
  }

  #lose(): void {
    this.#isLost = true;
    this.#handler.lost();
  }

  #read(frame: Buffer): void {
    const passage = this.#handler.request(frame, this.#isPassing || this.#begun > 0);
    if (passage === undefined) this.#reader.giveUp();
    if (this.#isPassing) return;
    const came = this.#held.take(4 + frame.length - this.#begun);
    this.#begun = 0;
    this.#onTheirWay.push({ gets: 'request', notBefore: 0, ...passage, came });
  }

  async #passSlowly(requests: readonly OnItsWay[], done: TransformCallback): Promise<void> {
    for (const request of requests) {
      await request.until;
      const early = request.notBefore - now();
      if (early > 0) await wait(early);
      if (this.destroyed) return;
      this.#pass([request]);
    }
    this.#passRest();
    done();
  }

  #pass(requests: readonly OnItsWay[]): void {
    this.#pushAll(
      requests.flatMap(({ gets, came }) => (typeof gets === 'string' ? (gets === 'request' ? came : []) : gets)),
    );
  }

  /** What has not become a request goes on as well where there is nobody to judge it. */
  #passRest(): void {
    if (this.#reader.lost) this.#lose();
    else if (this.#handler.holds()) return;
    const rest = this.#held.takeAll();
    this.#begun += bytesOf(rest);
    this.#pushAll(rest);
  }

  /** Small requests go on together, because each push is a write to a socket; large ones without another copy. */
  #pushAll(pieces: readonly Buffer[]): void {
    if (pieces.length > 1 && bytesOf(pieces) <= mostCopied) this.push(Buffer.concat(pieces));
    else for (const piece of pieces) this.push(piece);
  }
}

const mostCopied = 256 * 1024;

const bytesOf = (pieces: readonly Buffer[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

/** The chunks of a stream, from which bytes are taken off at the front without copying them. */
class Held {
  #chunks: Buffer[] = [];

  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  take(length: number): Buffer[] {
    const taken: Buffer[] = [];
    let missing = length;
    for (let [first] = this.#chunks; first !== undefined && missing > 0; [first] = this.#chunks) {
      const part = first.subarray(0, missing);
      taken.push(part);
      missing -= part.length;
      if (part.length === first.length) this.#chunks.shift();
      else this.#chunks[0] = first.subarray(part.length);
    }
    return taken;
  }

  takeAll(): Buffer[] {
    const all = this.#chunks;
    this.#chunks = [];
    return all;
  }
}
