// Makes a broker seem far away: every chunk leaves a while after it came, in order, and none waits for the one before.
import { Transform, type TransformCallback } from 'node:stream';
import { now } from './ledger.ts';

/** Beyond this much, whoever writes has to wait: a long delay must not fill the memory. */
const mostWaiting = 4 * 1024 * 1024;
/** Milliseconds between two looks whether what is held without an end may go. */
const lookAgain = 20;

export class DelayStream extends Transform {
  readonly #delayMs: () => number;
  readonly #queue: { chunk: Buffer; due: number }[] = [];
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Who waits for the queue to shrink: a writer for room, or the end of the stream. */
  #later: { whenBelow: number; go: TransformCallback } | undefined;

  /** @param delayMs asked for every chunk, so that it can change on the way; `Infinity` holds chunks until it is finite. */
  constructor(delayMs: () => number) {
    super();
    this.#delayMs = delayMs;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const delay = this.#delayMs();
    if (delay <= 0 && this.#queue.length === 0) {
      done(null, chunk);
      return;
    }
    this.#queue.push({ chunk, due: now() + delay });
    this.#waiting += chunk.length;
    this.#later = { whenBelow: mostWaiting, go: done };
    this.#send();
  }

  override _flush(done: TransformCallback): void {
    this.#later = { whenBelow: 1, go: done };
    this.#send();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#timer);
    done(error);
  }

  #send(): void {
    clearTimeout(this.#timer);
    for (let [next] = this.#queue; next !== undefined && this.#isDue(next.due); [next] = this.#queue) {
      this.#queue.shift();
      this.#waiting -= next.chunk.length;
      this.push(next.chunk);
    }
    this.#tellLater();
    const [next] = this.#queue;
    if (next === undefined) return;
    const wait = next.due === Infinity ? lookAgain : Math.max(1, next.due - now());
    this.#timer = setTimeout(() => this.#send(), wait);
  }

  #isDue(due: number): boolean {
    return due === Infinity ? this.#delayMs() !== Infinity : due <= now();
  }

  #tellLater(): void {
    const later = this.#later;
    if (later === undefined || this.#waiting >= later.whenBelow) return;
    this.#later = undefined;
    later.go();
  }
}
