// Copies a message with some stretches replaced. Everything that nobody replaces stays byte for byte as it was.
import type { Address } from '../../kafka/connection.ts';
import { Cursor } from '../../kafka/frames/cursor.ts';
import { Writer } from '../../kafka/frames/writer.ts';

/** Says which address stands in for another. */
export type Swap = (address: Address) => Address;

export class Rewriter {
  readonly cursor: Cursor;
  readonly #swap: Swap;
  readonly #parts: Buffer[] = [];
  #copied = 0;

  constructor(bytes: Buffer, swap: Swap) {
    this.cursor = new Cursor(bytes);
    this.#swap = swap;
  }

  /** Reads a broker's host and port, which stand side by side in every message, and puts the other address there. */
  address(flexible: boolean): void {
    const start = this.cursor.at;
    const host = this.cursor.string(flexible);
    const port = this.cursor.int32();
    // An error answer names no broker: an empty host and port -1.
    if (host === undefined || host === '' || port <= 0) return;
    const other = this.#swap({ host, port });
    this.replaceFrom(start, new Writer().string(other.host, flexible).int32(other.port));
  }

  /** Puts other bytes in the place of all that was read since `start`. */
  replaceFrom(start: number, other: Writer): void {
    this.#parts.push(this.cursor.bytes.subarray(this.#copied, start), other.bytes());
    this.#copied = this.cursor.at;
  }

  /** Rewrites the data of tagged field 0, and its length with it. Other fields stay. */
  tagZero(rewrite: (inner: Rewriter) => void): void {
    for (let count = this.cursor.uvarint(); count > 0; count -= 1) {
      const tag = this.cursor.uvarint();
      const start = this.cursor.at;
      const data = this.cursor.take(this.cursor.uvarint());
      if (tag !== 0) continue;
      const inner = new Rewriter(data, this.#swap);
      rewrite(inner);
      const result = inner.finish();
      this.replaceFrom(start, new Writer().uvarint(result.length).raw(result));
    }
  }

  finish(): Buffer {
    return Buffer.concat([...this.#parts, this.cursor.bytes.subarray(this.#copied)]);
  }
}
