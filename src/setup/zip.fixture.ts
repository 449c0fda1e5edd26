// A small zip archive, made by hand: what a maker wrote into it is what a test is about.
import { crc32 } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: string;
  /** As in stat: 0o100755 is a program, 0o120777 a link. */
  readonly mode: number;
}

/** An archive of stored (not compressed) entries, as a Unix system makes it. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, mode } of entries) {
    const [nameBytes, bytes] = [Buffer.from(name), Buffer.from(content)];
    const sizes = Buffer.alloc(14);
    sizes.writeUInt32LE(crc32(bytes), 0);
    sizes.writeUInt32LE(bytes.length, 4);
    sizes.writeUInt32LE(bytes.length, 8);
    sizes.writeUInt16LE(nameBytes.length, 12);
    const local = Buffer.concat([hex('504b0304 1400 0008 0000 0000 0000'), sizes, hex('0000'), nameBytes, bytes]);
    const tail = Buffer.alloc(8);
    tail.writeUInt32LE((mode << 16) >>> 0, 0);
    tail.writeUInt32LE(offset, 4);
    const start = hex('504b0102 1403 1400 0008 0000 0000 0000');
    directory.push(Buffer.concat([start, sizes, hex('0000 0000 0000 0000'), tail, nameBytes]));
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(12);
  end.writeUInt16LE(entries.length, 0);
  end.writeUInt16LE(entries.length, 2);
  end.writeUInt32LE(index.length, 4);
  end.writeUInt32LE(offset, 8);
  return Buffer.concat([...parts, index, hex('504b0506 0000 0000'), end, hex('0000')]);
}

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex');
}
