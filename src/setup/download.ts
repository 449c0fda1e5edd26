// Downloads files whose size and checksum are known: several at a time, each to a name of its own until it is whole.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { kindOfFailure } from '../../bin/explain-failure.mjs';
import { renamePatiently } from '../../bin/patience.mjs';
import { WorkbookError } from '../workbook-error.ts';
import { text } from './words.ts';

export interface KnownFile {
  readonly url: string;
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
  /** What its server asks for beside the address, such as a login. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface DownloadOptions {
  readonly signal: AbortSignal;
  /** The sum of bytes that are there so far, of files that were there before too. */
  readonly onBytes?: (bytes: number) => void;
  /** How long a request may bring nothing, in milliseconds. */
  readonly stallMs?: number;
}

const atOnce = 6;
const tries = 4;
const firstPauseMs = 300;

/** Brings all files about that are not there with the right checksum. Goes on in the middle of a file where it was interrupted. */
export async function downloadAll(files: readonly KnownFile[], options: DownloadOptions): Promise<void> {
  const waiting = [...files];
  let bytes = 0;
  const count = (more: number) => options.onBytes?.((bytes += more));
  // One file that fails for good ends the others: the learner need not wait for them.
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      await downloadOne(file, { stallMs: 15_000, ...options, signal, count });
    }
  };
  const workers = Array.from({ length: atOnce }, () =>
    work().catch((error: unknown) => {
      failed.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(workers);
  options.signal.throwIfAborted();
  failed.signal.throwIfAborted();
}

interface OneOptions {
  readonly signal: AbortSignal;
  readonly stallMs: number;
  readonly count: (more: number) => void;
}

async function downloadOne(known: KnownFile, options: OneOptions): Promise<void> {
  if (await isWhole(known.file, known)) return options.count(known.size);
  await mkdir(dirname(known.file), { recursive: true });
  const half = `${known.file}.half`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await fetchRest(known, half, options);
      if (await isWhole(half, known)) return await renamePatiently(half, known.file);
      throw new WorkbookError(text.wrongChecksum(known.url), { next: text.wrongChecksumNext });
    } catch (error) {
      // A half file that is whole but wrong would be refused for ever.
      if (error instanceof WorkbookError) await rm(half, { force: true });
      options.signal.throwIfAborted();
      if (attempt >= triesFor(error)) throw error;
      await delay(firstPauseMs * 2 ** attempt, undefined, { signal: options.signal });
    }
  }
}

/** An answer that will be the same next time. */
class Refused extends Error {
  override readonly name = 'Refused';
}

function triesFor(error: unknown): number {
  if (error instanceof Refused || ['disk-full', 'permission'].includes(kindOfFailure(error))) return 1;
  // A wrong checksum comes from a file that was cut and mended wrongly, or from a server that sends something else for good.
  return error instanceof WorkbookError ? 2 : tries;
}

async function fetchRest(known: KnownFile, half: string, { signal, stallMs, count }: OneOptions): Promise<void> {
  const have = (await stat(half).catch(() => undefined))?.size ?? 0;
  if (have >= known.size) return;
  const stalled = new AbortController();
  const watchdog = setTimeout(() => stalled.abort(new Error(`ETIMEDOUT: ${text.stalled(known.url)}`)), stallMs);
  try {
    const response = await fetch(known.url, {
      signal: AbortSignal.any([signal, stalled.signal]),
      headers: { ...known.headers, ...(have > 0 && { range: `bytes=${have}-` }) },
    });
    // A server that ignores the range sends everything anew.
    const goesOn = response.status === 206;
    if (goesOn) count(have);
    const body = passing(bodyOf(response, known.url), (bytes) => {
      watchdog.refresh();
      count(bytes);
    });
    await pipeline(body, createWriteStream(half, { flags: goesOn ? 'a' : 'w' }));
  } finally {
    clearTimeout(watchdog);
  }
}

async function* passing(chunks: AsyncIterable<Uint8Array>, hear: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hear(chunk.length);
    yield chunk;
  }
}

function bodyOf({ ok, status, body }: Response, url: string): NonNullable<Response['body']> {
  if (ok && body !== null) return body;
  const passes = status >= 500 || status === 408 || status === 429;
  throw passes ? new Error(`UND_ERR_RESPONSE: ${status} from ${url}`) : new Refused(`${status} from ${url}`);
}

/** Whether a file has the size and checksum that it should have. */
export async function isWhole(file: string, known: Pick<KnownFile, 'size' | 'sha256'>): Promise<boolean> {
  if ((await stat(file).catch(() => undefined))?.size !== known.size) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex') === known.sha256;
}
