// Cuts a byte stream into Kafka frames: a length as int32, then that many bytes.

/** What a broker accepts by default (`socket.request.max.bytes`): no larger frame is worth keeping. */
const largestFrame = 100 * 1024 * 1024;

/** Called with every complete frame, without its length and, as it came, with it. Neither is a copy. */
export type OnFrame = (frame: Buffer, whole: Buffer) => void;

/** Gives every complete frame to `onFrame`, however the stream is cut into chunks. */
export class FrameReader {
  readonly #onFrame: OnFrame;
  #parts: Buffer[] = [];
  #have = 0;
  /** Of the frame that is coming in, once its first four bytes are there. */
  #length: number | undefined;
  #lost = false;

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
  }

  /** True once the stream cannot be read any more: from there on nothing is kept. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Stops reading: what follows is not in frames. */
  giveUp(): void {
    this.#lost = true;
  }

  /** Takes out what came in and is no complete frame: at the end of a stream, or once it is lost. */
  takeRest(): Buffer {
    const rest = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#have = 0;
    return rest;
  }

  push(chunk: Buffer): void {
    if (this.#lost) return;
    this.#parts.push(chunk);
    this.#have += chunk.length;
    while (this.#frameIsComplete()) {
      const whole = this.#cut();
      this.#onFrame(whole.subarray(4), whole);
    }
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
    this.#parts = bytes.length > end ? [bytes.subarray(end)] : [];
    this.#have -= end;
    this.#length = undefined;
    return bytes.subarray(0, end);
  }

  #joined(): Buffer {
    const [only] = this.#parts;
    if (this.#parts.length === 1 && only !== undefined) return only;
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [bytes];
    return bytes;
  }
}
