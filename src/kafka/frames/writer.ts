// Writes Kafka's primitive types: what `Cursor` reads.

/** Collects the parts of a message. Every call adds to its end and gives the writer back. */
export class Writer {
  readonly #parts: Buffer[] = [];

  /** Adds bytes as they are. */
  raw(bytes: Buffer): this {
    this.#parts.push(bytes);
    return this;
  }

  int8(value: number): this {
    return this.raw(Buffer.from([value & 0xff]));
  }

  int16(value: number): this {
    const bytes = Buffer.alloc(2);
    bytes.writeInt16BE(value);
    return this.raw(bytes);
  }

  int32(value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return this.raw(bytes);
  }

  int64(value: bigint): this {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(value);
    return this.raw(bytes);
  }

  /** Seven bits to a byte, the lowest first; at most 32 bits. */
  uvarint(value: number): this {
    const bytes: number[] = [];
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
    return this.raw(Buffer.from([...bytes, rest]));
  }

  /** `undefined` becomes Kafka's null. */
  string(text: string | undefined, flexible: boolean): this {
    const bytes = text === undefined ? undefined : Buffer.from(text);
    const length = bytes?.length ?? -1;
    if (flexible) this.uvarint(length + 1);
    else this.int16(length);
    return bytes === undefined ? this : this.raw(bytes);
  }

  /** Writes an array: its length, and each element as `write` does. */
  array<Element>(elements: readonly Element[], flexible: boolean, write: (element: Element) => void): this {
    if (flexible) this.uvarint(elements.length + 1);
    else this.int32(elements.length);
    for (const element of elements) write(element);
    return this;
  }

  /** Ends a flexible structure that has no tagged fields. */
  tags(flexible: boolean): this {
    return flexible ? this.int8(0) : this;
  }

  /** All that was written. */
  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
