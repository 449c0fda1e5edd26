// Reads Kafka's primitive types, in the order in which they stand in one complete message.
// Formats: https://kafka.apache.org/protocol#protocol_types and, for "flexible" messages, KIP-482.
import { words } from '../words.ts';

/** A message that does not have the shape its version promises. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';
}

/** What `read` gives, or undefined when the message is unreadable. */
export function ifReadable<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableMessage) return undefined;
    throw error;
  }
}

/** A position in a message. Every read moves it on, and throws `UnreadableMessage` when the message is too short. */
export class Cursor {
  readonly bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** How many bytes have been read. */
  get at(): number {
    return this.#at;
  }

  get left(): number {
    return this.bytes.length - this.#at;
  }

  /** Moves on and gives the bytes passed over, without copying them. */
  take(length: number): Buffer {
    if (length < 0 || length > this.left) throw new UnreadableMessage(words.short(length, this.#at, this.left));
    this.#at += length;
    return this.bytes.subarray(this.#at - length, this.#at);
  }

  int8(): number {
    return this.take(1).readInt8();
  }

  int16(): number {
    return this.take(2).readInt16BE();
  }

  int32(): number {
    return this.take(4).readInt32BE();
  }

  int64(): bigint {
    return this.take(8).readBigInt64BE();
  }

  /** Seven bits to a byte, the lowest first; at most 32 bits. */
  uvarint(): number {
    let value = 0;
    for (let shift = 0; shift <= 28; shift += 7) {
      const byte = this.take(1).readUInt8();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new UnreadableMessage(words.longVarint);
  }

  /** A signed number of up to 64 bits, zigzag-coded, as records have them; exact up to 2^53. */
  varint(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.take(1).readUInt8();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number((value >> 1n) ^ -(value & 1n));
    }
    throw new UnreadableMessage(words.longVarlong);
  }

  /** Bytes with a `varint` in front, as records have them; a negative length is null. */
  varbytes(): Buffer | null {
    const length = this.varint();
    return length < 0 ? null : this.take(length);
  }

  uuid(): string {
    return this.take(16).toString('hex');
  }

  /** How many elements or bytes follow: `undefined` stands for Kafka's null. */
  length(flexible: boolean): number | undefined {
    const length = flexible ? this.uvarint() - 1 : this.int32();
    if (length < -1 || length > this.left) throw new UnreadableMessage(words.badLength(length, this.left));
    return length === -1 ? undefined : length;
  }

  string(flexible: boolean): string | undefined {
    const length = flexible ? this.uvarint() - 1 : this.int16();
    return length === -1 ? undefined : this.take(length).toString('utf8');
  }

  /** Bytes with their length in front, without copying them: `undefined` stands for Kafka's null. */
  blob(flexible: boolean): Buffer | undefined {
    const length = this.length(flexible);
    return length === undefined ? undefined : this.take(length);
  }

  /** Reads an array; Kafka's null counts as empty. */
  array<Element>(flexible: boolean, element: () => Element): Element[] {
    return Array.from({ length: this.length(flexible) ?? 0 }, element);
  }

  /** Passes over the tagged fields at the end of a flexible structure; `onTag` may read a field's bytes. */
  tags(flexible: boolean, onTag?: (tag: number, data: Buffer) => void): void {
    if (!flexible) return;
    for (let count = this.uvarint(); count > 0; count -= 1) {
      const tag = this.uvarint();
      const data = this.take(this.uvarint());
      onTag?.(tag, data);
    }
  }
}
