// The records of a batch, decompressed. Node brings gzip and zstd; Snappy and LZ4 are short to read, and no client that a
// learner uses needs to be asked.
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { words } from '../words.ts';

export const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
export type Codec = (typeof codecs)[number];

/** @throws where the bytes are not what the codec promises. */
export function decompress(codec: Codec, bytes: Buffer): Buffer {
  switch (codec) {
    case 'none':
      return bytes;
    case 'gzip':
      return gunzipSync(bytes);
    case 'zstd':
      return zstdDecompressSync(bytes);
    case 'snappy':
      return isXerial(bytes) ? unXerial(bytes) : unSnappy(bytes);
    case 'lz4':
      return unLz4(bytes);
  }
}

// snappy-java cuts its stream into blocks: magic, two versions, then length and block, again and again.
const xerialMagic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);

const isXerial = (bytes: Buffer): boolean => bytes.subarray(0, xerialMagic.length).equals(xerialMagic);

function unXerial(bytes: Buffer): Buffer {
  const blocks: Buffer[] = [];
  for (let at = xerialMagic.length + 8; at < bytes.length;) {
    const length = bytes.readInt32BE(at);
    blocks.push(unSnappy(bytes.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return Buffer.concat(blocks);
}

/** A block of https://github.com/google/snappy/blob/main/format_description.txt */
function unSnappy(bytes: Buffer): Buffer {
  let at = 0;
  // The length of the whole comes first, as a varint; it is not needed.
  while (bytes.readUInt8(at) >= 0x80) at += 1;
  at += 1;
  const out = new Output();
  while (at < bytes.length) {
    const tag = bytes.readUInt8(at);
    at += 1;
    const kind = tag & 3;
    if (kind === 0) {
      const extra = Math.max(0, (tag >> 2) - 59);
      const length = 1 + (extra ? bytes.readUIntLE(at, extra) : tag >> 2);
      at += extra;
      out.append(bytes.subarray(at, at + length));
      at += length;
    } else if (kind === 1) {
      out.repeat(((tag >> 5) << 8) | bytes.readUInt8(at), 4 + ((tag >> 2) & 7));
      at += 1;
    } else {
      const width = kind === 2 ? 2 : 4;
      out.repeat(bytes.readUIntLE(at, width), 1 + (tag >> 2));
      at += width;
    }
  }
  return out.bytes();
}

/** A frame of https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md; checksums are not looked at. */
function unLz4(bytes: Buffer): Buffer {
  if (bytes.readUInt32LE(0) !== 0x184d2204) throw new Error(words.noLz4);
  const flags = bytes.readUInt8(4);
  const hasBlockChecksums = (flags & 0x10) !== 0;
  // Magic, flags, block descriptor, header checksum; then what the flags announce.
  let at = 7 + (flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0);
  const out = new Output();
  for (;;) {
    const word = bytes.readUInt32LE(at);
    at += 4;
    if (word === 0) return out.bytes();
    const length = word & 0x7fffffff;
    const block = bytes.subarray(at, at + length);
    if (word & 0x80000000) out.append(block);
    else unLz4Block(block, out);
    at += length + (hasBlockChecksums ? 4 : 0);
  }
}

/** Sequences of literals and a match; a match may reach back into earlier blocks. */
function unLz4Block(block: Buffer, out: Output): void {
  let at = 0;
  const longer = (length: number): number => {
    for (let more = 255; more === 255; at += 1) {
      more = block.readUInt8(at);
      length += more;
    }
    return length;
  };
  while (at < block.length) {
    const token = block.readUInt8(at);
    at += 1;
    const literals = token >> 4 === 15 ? longer(15) : token >> 4;
    out.append(block.subarray(at, at + literals));
    at += literals;
    if (at >= block.length) return;
    const back = block.readUInt16LE(at);
    at += 2;
    out.repeat(back, 4 + ((token & 15) === 15 ? longer(15) : token & 15));
  }
}

/** Bytes that grow, and can be repeated from within. */
class Output {
  #buffer = Buffer.alloc(1024);
  #length = 0;

  append(bytes: Buffer): void {
    this.#makeRoom(bytes.length);
    this.#length += bytes.copy(this.#buffer, this.#length);
  }

  /** Byte by byte: what is repeated may overlap with what is written. */
  repeat(back: number, length: number): void {
    if (back < 1 || back > this.#length) throw new Error(words.badMatch);
    this.#makeRoom(length);
    for (let end = this.#length + length; this.#length < end; this.#length += 1) {
      this.#buffer.writeUInt8(this.#buffer.readUInt8(this.#length - back), this.#length);
    }
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const larger = Buffer.alloc(Math.max(this.#buffer.length * 2, this.#length + more));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
