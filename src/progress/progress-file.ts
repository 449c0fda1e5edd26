// .workbook/progress.json: read by anyone at any time, written under a lock by rereading it and applying what happened, so that
// two workbooks of one learner (watch mode here, `workbook run` there) lose nothing. A write replaces the whole file at once.
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
  /** Name of the file that a broken progress file was moved to just now, if it was. */
  readonly setAside: string | undefined;
}

/** Where the progress is kept in a state folder. */
export const progressPath = (folder: string): string => join(folder, 'progress.json');

/**
 * Reads the progress in a state folder; none yet is empty progress. A file that does not parse is moved aside.
 * @throws WorkbookError where a newer workbook wrote the file.
 */
export async function readProgress(folder: string): Promise<ReadProgress> {
  const found = await parseFile(folder);
  if (found !== 'broken') return { progress: found, setAside: undefined };
  return locked(folder, async () => readUnderLock(folder));
}

/**
 * Applies events to what is on disk now and returns the result.
 * @throws what the file system says where the folder cannot be written: nothing has changed then.
 */
export async function recordProgress(folder: string, events: readonly ProgressEvent[]): Promise<ReadProgress> {
  return locked(folder, async () => {
    const { progress, setAside } = await readUnderLock(folder);
    const after = events.reduce(applyToProgress, progress);
    const path = progressPath(folder);
    await patiently(path, () => writeFileAtomic(path, `${JSON.stringify(after, null, 2)}\n`));
    return { progress: after, setAside };
  });
}

async function readUnderLock(folder: string): Promise<ReadProgress> {
  const found = await parseFile(folder);
  if (found !== 'broken') return { progress: found, setAside: undefined };
  const aside = join(folder, `progress.corrupt-${new Date().toISOString().replaceAll(':', '-')}.json`);
  await renamePatiently(progressPath(folder), aside);
  return { progress: noProgress, setAside: basename(aside) };
}

async function parseFile(folder: string): Promise<Progress | 'broken'> {
  const text = await readFile(progressPath(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (text === undefined) return noProgress;
  const parsed = parseProgress(text);
  if (parsed !== 'newer') return parsed;
  throw new WorkbookError(words.newer(progressPath(folder)), {
    next: words.newerNext,
  });
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
