// .workbook/progress.json: read by anyone at any time, written under a lock by rereading it and applying what happened, so that
// two workbooks of one learner (watch mode here, `workbook run` there) lose nothing. A write replaces the whole file at once.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { takeLock } from '../../bin/lock.mjs';
import { patiently, renamePatiently } from '../../bin/patience.mjs';
import { WorkbookError } from '../workbook-error.ts';
import { applyToProgress, noProgress, type Progress, type ProgressEvent } from './progress.ts';
import { parseProgress } from './parse-progress.ts';
import { words } from './words.ts';

export interface ReadProgress {
  readonly progress: Progress;
  /** What happened to the file, for people; undefined where it is as it should be. */
  readonly damage: string | undefined;
}

/** Where the progress is kept in a state folder. */
export const progressPath = (folder: string): string => join(folder, 'progress.json');

/** Written after each write of the progress, for when that file is gone or cannot be read. */
const copyPath = (folder: string): string => join(folder, 'progress.copy.json');

/**
 * Reads the progress in a state folder; none yet is empty progress. Where the file is gone or cannot be read, its copy takes
 * its place; what was there is moved aside.
 * @throws WorkbookError where a newer workbook wrote the file.
 */
export async function readProgress(folder: string): Promise<ReadProgress> {
  const found = await parseFile(progressPath(folder));
  if (typeof found === 'object') {
    // An earlier workbook kept none.
    if (!existsSync(copyPath(folder))) await locked(folder, () => copyAsItIs(folder)).catch(() => {});
    return { progress: found, damage: undefined };
  }
  if (found === 'missing' && (await parseFile(copyPath(folder))) === 'missing') return unbegun;
  return locked(folder, async () => {
    const read = await readUnderLock(folder);
    if (read.damage !== undefined) await write(folder, read.progress);
    return read;
  });
}

const unbegun: ReadProgress = { progress: noProgress, damage: undefined };

/**
 * Applies events to what is on disk now and returns the result.
 * @throws what the file system says where the folder cannot be written: nothing has changed then.
 */
export async function recordProgress(folder: string, events: readonly ProgressEvent[]): Promise<ReadProgress> {
  return locked(folder, async () => {
    const { progress, damage } = await readUnderLock(folder);
    const after = events.reduce(applyToProgress, progress);
    await write(folder, after);
    return { progress: after, damage };
  });
}

async function copyAsItIs(folder: string): Promise<void> {
  const found = await parseFile(progressPath(folder));
  if (typeof found === 'object') await write(folder, found);
}

async function write(folder: string, progress: Progress): Promise<void> {
  const text = `${JSON.stringify(progress, null, 2)}\n`;
  const path = progressPath(folder);
  await patiently(path, () => writeFileAtomic(path, text));
  // What is safe already: without the copy, the next damage costs more.
  await writeFileAtomic(copyPath(folder), text).catch(() => {});
}

async function readUnderLock(folder: string): Promise<ReadProgress> {
  const found = await parseFile(progressPath(folder));
  if (typeof found === 'object') return { progress: found, damage: undefined };
  const copy = await parseFile(copyPath(folder)).catch(() => undefined);
  const known = typeof copy === 'object' ? copy : undefined;
  if (found === 'missing') return known ? { progress: known, damage: words.wasGone } : unbegun;
  const aside = join(folder, `progress.corrupt-${new Date().toISOString().replaceAll(':', '-')}.json`);
  await renamePatiently(progressPath(folder), aside);
  const damage = known ? words.restored(basename(aside)) : words.setAside(basename(aside));
  return { progress: known ?? noProgress, damage };
}

/** `broken` also for what cannot be read at all: a folder, a file of somebody else's. */
async function parseFile(path: string): Promise<Progress | 'broken' | 'missing'> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return 'missing' as const;
    if (error.code === 'EISDIR' || error.code === 'EACCES' || error.code === 'EPERM') return 'broken' as const;
    throw error;
  });
  if (text === 'missing' || text === 'broken') return text;
  const parsed = parseProgress(text);
  if (parsed !== 'newer') return parsed;
  throw new WorkbookError(words.newer(path), { next: words.newerNext });
}

// It is held for milliseconds.
const pollMs = 5;

async function locked<T>(folder: string, act: () => Promise<T>): Promise<T> {
  const release = await takeLock(join(folder, 'progress.lock'), { what: words.lock, pollMs });
  try {
    return await act();
  } finally {
    await release();
  }
}
