// The values that clients send: made from a seed, so that every machine sends the same bytes. One file for each size and kind.
import { createCipheriv, createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renamePatiently } from '../../../bin/patience.mjs';
import type { Workload } from './workload.ts';

// More than any codec looks back for repetitions within one batch.
const poolBytes = 4 * 1_024 ** 2;

/** Path of a file with the workload's values, one after the other; made in `folder` where it is not there yet. */
export async function payloadsFile(folder: string, { content, recordBytes }: Workload): Promise<string> {
  const path = join(folder, `${content}-${recordBytes}.bin`);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const half = `${path}.${process.pid}`;
  await writeFile(half, makePayloads(content, recordBytes));
  await renamePatiently(half, path);
  return path;
}

/** Values of `recordBytes` each, as many as fit into 4 MB. */
export function makePayloads(content: Workload['content'], recordBytes: number): Buffer {
  const count = Math.floor(poolBytes / recordBytes);
  const noise = seededBytes(count * recordBytes);
  if (content === 'random') return noise;
  return Buffer.concat(Array.from({ length: count }, (_, n) => event(n, noise, recordBytes)));
}

/** Bytes that look random and are the same everywhere: a cipher's key stream. */
function seededBytes(length: number): Buffer {
  const key = createHash('sha256').update('kafka clients workbook').digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length));
}

// An event as services send it: the same field names in each, values that differ, and some that are hard to compress.
function event(n: number, noise: Buffer, recordBytes: number): Buffer {
  const at = n * 16;
  const head = {
    id: noise.subarray(at, at + 8).toString('hex'),
    customer: `customer-${n % 997}`,
    status: ['created', 'paid', 'packed', 'sent'][n % 4],
    amount: (n * 37) % 100_000,
    currency: 'EUR',
    lines: [] as { article: string; quantity: number; price: number }[],
  };
  while (JSON.stringify(head).length < recordBytes - 80) {
    const line = head.lines.length;
    const byte = noise[at + 8 + (line % 8)] ?? 0;
    head.lines.push({
      article: `article-${(byte * 41 + line) % 5_000}`,
      quantity: 1 + (byte % 9),
      price: byte * 25 + 99,
    });
  }
  return Buffer.from(JSON.stringify(head).padEnd(recordBytes).slice(0, recordBytes), 'latin1');
}
