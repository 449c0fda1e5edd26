// Cuts a byte stream into Kafka frames: a length as int32, then that many bytes.

/** What a broker accepts by default (`socket.request.max.bytes`): no larger frame is worth keeping. */
const largestFrame = 100 * 1024 * 1024;

/** Gives every complete frame, without its length, to `onFrame`, however the stream is cut into chunks. */
export class FrameReader {
  readonly #onFrame: (frame: Buffer) => void;
  #parts: Buffer[] = [];
  #have = 0;
  /** Of the frame that is coming in, once its first four bytes are there. */
  #length: number | undefined;
  #lost = false;

  constructor(onFrame: (frame: Buffer) => void) {
    this.#onFrame = onFrame;
  }

  /** True once the stream cannot be read any more: from there on nothing is kept. */
  get lost(): boolean {
    return this.#lost;
  }

  /** How many bytes came in of a frame that is not complete. */
  get waiting(): number {
    return this.#have;
  }

  /** Stops reading: what follows is not in frames. */
  giveUp(): void {
    this.#lost = true;
    this.#parts = [];
  }

  push(chunk: Buffer): void {
    if (this.#lost) return;
    this.#parts.push(chunk);
    this.#have += chunk.length;
    while (this.#frameIsComplete()) this.#onFrame(this.#cut());
  }

  #frameIsComplete(): boolean {
    if (this.#lost || this.#have < 4) return false;
    this.#length ??= this.#joined().readInt32BE();
    if (this.#length < 0 || this.#length > largestFrame) this.giveUp();
    return !this.#lost && this.#have >= 4 + this.#length;
  }

  #cut(): Buffer {
    const bytes = this.#joined();
    const end = 4 + (this.#length ?? 0);
    const tail = bytes.subarray(end);
    // A short tail is copied, or it would keep the whole of a large frame in memory until the next one is complete.
    const isShort = 2 * tail.length <= bytes.length;
    this.#parts = tail.length === 0 ? [] : [isShort ? Buffer.from(tail) : tail];
    this.#have -= end;
    this.#length = undefined;
    return bytes.subarray(4, end);
  }

  #joined(): Buffer {
    const [only] = this.#parts;
    if (this.#parts.length === 1 && only !== undefined) return only;
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [bytes];
    return bytes;
  }
}
