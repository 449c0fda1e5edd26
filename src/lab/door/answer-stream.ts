// The broker's side of a connection: answers pass as they come, except the few that must be rewritten as a whole.
import { Transform, type TransformCallback } from 'node:stream';

/** Takes the answers apart. */
export interface AnswerHandler {
  /** Called with the size of every chunk. */
  receives(bytes: number): void;
  /** Called with the first bytes of each answer. True: the answer waits until it is complete, for `rewrite`. */
  arrives(correlationId: number): boolean;
  /** Gets a complete answer, from behind its correlation id, and gives what to send instead; undefined for nothing. */
  rewrite(correlationId: number, bytes: Buffer): Promise<Buffer | undefined>;
}

/** Length and correlation id, both int32. */
const headBytes = 8;
/** No answer that hands out addresses comes near: something else goes through as it is. */
const largestRewritten = 64 * 1024 * 1024;

/** An answer that waits until it is complete; its length and correlation id are the first of its parts. */
interface HeldAnswer {
  readonly correlationId: number;
  readonly parts: Buffer[];
  missing: number;
}

export class AnswerStream extends Transform {
  readonly #handler: AnswerHandler;
  #head = Buffer.alloc(0);
  /** How many bytes of the current answer still pass as they come. */
  #passing = 0;
  #held: HeldAnswer | undefined;

  constructor(handler: AnswerHandler) {
    super();
    this.#handler = handler;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#handler.receives(chunk.length);
    void this.#takeThen(chunk, done);
  }

  /** A broker that hangs up in the middle of an answer: what came of it still goes through. */
  override _flush(done: TransformCallback): void {
    this.push(Buffer.concat([this.#head, ...(this.#held?.parts ?? [])]));
    done();
  }

  async #takeThen(chunk: Buffer, done: TransformCallback): Promise<void> {
    try {
      await this.#take(chunk);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    done();
  }

  async #take(chunk: Buffer): Promise<void> {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#passing > 0) rest = this.#pass(rest);
      else if (this.#held === undefined) rest = this.#start(rest);
      else rest = collect(this.#held, rest);
      if (this.#held?.missing === 0) await this.#complete(this.#held);
    }
  }

  #pass(bytes: Buffer): Buffer {
    const now = bytes.subarray(0, this.#passing);
    this.#passing -= now.length;
    this.push(now);
    return bytes.subarray(now.length);
  }

  #start(bytes: Buffer): Buffer {
    const missing = headBytes - this.#head.length;
    this.#head = Buffer.concat([this.#head, bytes.subarray(0, missing)]);
    if (this.#head.length === headBytes) this.#route();
    return bytes.subarray(missing);
  }

  #route(): void {
    const head = this.#head;
    const correlationId = head.readInt32BE(4);
    const missing = head.readInt32BE() - 4;
    this.#head = Buffer.alloc(0);
    const rewritten = missing >= 0 && this.#handler.arrives(correlationId);
    if (rewritten && missing <= largestRewritten) {
      this.#held = { correlationId, missing, parts: [head] };
      return;
    }
    this.push(head);
    // Not an answer in Kafka's frames: from here on everything passes.
    this.#passing = missing < 0 ? Number.POSITIVE_INFINITY : missing;
  }

  async #complete({ correlationId, parts }: HeldAnswer): Promise<void> {
    this.#held = undefined;
    const body = await this.#handler.rewrite(correlationId, Buffer.concat(parts.slice(1)));
    if (body === undefined) return;
    const head = Buffer.alloc(headBytes);
    head.writeInt32BE(4 + body.length);
    head.writeInt32BE(correlationId, 4);
    this.push(Buffer.concat([head, body]));
  }
}

function collect(held: HeldAnswer, bytes: Buffer): Buffer {
  const now = bytes.subarray(0, held.missing);
  held.parts.push(now);
  held.missing -= now.length;
  return bytes.subarray(now.length);
}
