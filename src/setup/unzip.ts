// Unpacks zip archives as their makers meant it: folders, contents and the right to be run.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { text } from './words.ts';

/**
 * Unpacks what stands under `prefix` in a zip archive (`prefix` ends with a slash and is left away) into `folder`.
 * Links and whatever else is no plain file are refused, as is a name that leads out of the folder.
 */
export async function unzip(
  archive: string,
  options: { folder: string; prefix: string; signal: AbortSignal },
): Promise<void> {
  const { folder, prefix, signal } = options;
  const zip = await openPromise(archive);
  try {
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted();
      if (!entry.fileName.startsWith(prefix) || entry.fileName.endsWith('/')) continue;
      await unpack(zip, entry, { file: placeOf(folder, entry.fileName.slice(prefix.length)), signal });
    }
  } finally {
    zip.close();
  }
}

async function unpack(
  zip: ZipFile,
  entry: Entry,
  { file, signal }: { file: string; signal: AbortSignal },
): Promise<void> {
  // What Unix knows of a file stands in the upper half.
  const mode = entry.externalFileAttributes >>> 16;
  const kind = mode & 0o170_000;
  if (kind !== 0 && kind !== 0o100_000) throw new Error(text.notPlain(entry.fileName));
  await mkdir(dirname(file), { recursive: true });
  const content = await zip.openReadStreamPromise(entry);
  await pipeline(content, createWriteStream(file, { mode: (mode & 0o111) === 0 ? 0o644 : 0o755 }), { signal });
}

function placeOf(folder: string, name: string): string {
  const file = resolve(folder, name);
  if (!file.startsWith(resolve(folder) + sep)) throw new Error(text.leadsOut(name));
  return file;
}
