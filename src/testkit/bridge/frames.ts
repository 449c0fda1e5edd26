// How messages cross between the process of the suite and the one of the learner's code: frames of our own on one
// stream. Node's IPC would do, but junk on it hangs both ends, and it has no limit.
import type { Duplex } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

/** Nothing larger crosses; the largest that an exercise sends is 5 MB. */
export const mostBytes = 64 * 1024 * 1024;
const headBytes = 4;

export interface Link {
  /**
   * Sends a value that can be cloned.
   * @throws the error of the clone, where it cannot.
   */
  send(message: object): void;
  /** From now on nothing is heard and nothing is sent. */
  close(): void;
}

export interface LinkListener {
  message(message: unknown): void;
  /** Once, when the other side has ended the link, or has sent what is no frame. */
  end(why: 'closed' | 'unreadable'): void;
}

/** Puts frames on a stream: four bytes of length, then the value as `v8.serialize` writes it. */
export function openLink(stream: Duplex, listener: LinkListener): Link {
  let isOver = false;
  const end = (why: 'closed' | 'unreadable'): void => {
    if (isOver) return;
    isOver = true;
    stream.destroy();
    listener.end(why);
  };
  const split = new FrameSplitter((body) => listener.message(deserialize(body)));
  stream.on('data', (chunk: Buffer) => {
    try {
      if (!isOver) split.push(chunk);
    } catch {
      end('unreadable');
    }
  });
  stream.on('error', () => end('closed'));
  stream.on('close', () => end('closed'));
  stream.on('end', () => end('closed'));
  return {
    send(message) {
      if (isOver) return;
      const body = serialize(message);
      if (body.length > mostBytes) throw new RangeError(`${body.length} bytes are more than can be handed over.`);
      const head = Buffer.allocUnsafe(headBytes);
      head.writeUInt32LE(body.length);
      stream.cork();
      stream.write(head);
      stream.write(body);
      stream.uncork();
    },
    close() {
      isOver = true;
      stream.destroy();
    },
  };
}

/** Cuts what arrives into frames, and hands on the body of each. */
export class FrameSplitter {
  readonly #onBody: (body: Buffer) => void;
  #chunks: Buffer[] = [];
  #held = 0;
  #length: number | undefined;

  constructor(onBody: (body: Buffer) => void) {
    this.#onBody = onBody;
  }

  /** @throws RangeError for a frame that is larger than any may be; whatever the listener throws. */
  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    for (;;) {
      if (this.#length === undefined) {
        if (this.#held < headBytes) return;
        this.#length = this.#take(headBytes).readUInt32LE();
        if (this.#length > mostBytes) throw new RangeError(`A frame of ${this.#length} bytes.`);
      }
      if (this.#held < this.#length) return;
      const body = this.#take(this.#length);
      this.#length = undefined;
      this.#onBody(body);
    }
  }

  #take(bytes: number): Buffer {
    const [first] = this.#chunks;
    const all = first && first.length >= bytes ? first : Buffer.concat(this.#chunks);
    const rest = all === first ? this.#chunks.slice(1) : [];
    this.#chunks = all.length > bytes ? [all.subarray(bytes), ...rest] : rest;
    this.#held -= bytes;
    return all.subarray(0, bytes);
  }
}
