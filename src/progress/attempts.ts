// Resetting an exercise without losing work: the attempt goes to .workbook/attempts/<work>/<time>.ts, and undo
// swaps the newest one back. What stands in the file is kept whenever it is neither the original nor kept already.
import { command } from '../text/command.ts';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { fileEnding } from '../course/answer.ts';
import type { Exercise } from '../course/course.ts';
import { firstWork, pathByWork, workFile, workOf, type WorkKey } from '../course/work.ts';
import { damagedSuite, originalOf } from './originals.ts';
import { WorkbookError } from '../workbook-error.ts';
import { words } from './words.ts';

export interface Restored {
  /** Names of the suite's files that were gone or changed, and are as they were handed out. */
  readonly mended: readonly string[];
  /** Where the learner's text is kept, if there was any worth keeping. */
  readonly kept: string | undefined;
  /** The file is now as it was handed out. */
  readonly isOriginal: boolean;
}

/** A name for a file that is kept, by which the newest comes last. */
const now = (): string => new Date().toISOString().replaceAll(':', '-');

/**
 * Brings back the exercise as it was handed out and keeps what the learner had.
 * @param work the exercise in one of its languages; in its first where not said.
 * @throws WorkbookError where the file is the original already, or the original is not known.
 */
export async function resetExercise(state: string, exercise: Exercise, work = firstWork(exercise)): Promise<Restored> {
  const original = await originalOf(state, exercise, work);
  const file = workFile(exercise, work);
  const present = await readIfThere(file);
  const mended = await mendSuite(state, exercise);
  if (present === original && mended.length > 0) return { kept: undefined, isOriginal: true, mended };
  if (present === original) {
    throw new WorkbookError(words.untouched(exercise.label), {
      next: words.untouchedNext(command(`reset ${exercise.label} --undo`)),
      fault: 'usage',
    });
  }
  const kept = present === undefined ? undefined : await keep(state, work, present);
  await writeFileAtomic(file, original);
  return { kept, isOriginal: true, mended };
}

// What somebody wrote into a suite is kept, too, beside the attempts.
async function mendSuite(state: string, exercise: Exercise): Promise<string[]> {
  const damaged = await damagedSuite(state, exercise);
  for (const { path, original, present } of damaged) {
    if (present !== undefined) {
      const folder = join(state, 'suites', ...exercise.id.split('/'));
      await mkdir(folder, { recursive: true });
      await writeFileAtomic(join(folder, `${now()}-${basename(path)}`), present);
    }
    await writeFileAtomic(path, original);
  }
  return damaged.map(({ path }) => basename(path));
}

/**
 * Brings the newest kept attempt back. What stood in the file is kept in its place, so that a second undo returns to it:
 * to another attempt, or to the file as it was handed out.
 * @param work as above.
 * @throws WorkbookError where no attempt was kept.
 */
export async function undoReset(state: string, exercise: Exercise, work = firstWork(exercise)): Promise<Restored> {
  const newest = await newestAttempt(state, work);
  if (!newest) {
    throw new WorkbookError(words.noAttempt(exercise.label), {
      next: words.noAttemptNext,
      fault: 'usage',
    });
  }
  const file = workFile(exercise, work);
  const present = await readIfThere(file);
  if (present === newest.text) return resetExercise(state, exercise, work);
  const original = await originalOf(state, exercise, work).catch(() => undefined);
  const worthKeeping = present !== undefined && present !== original;
  const kept = worthKeeping ? await keep(state, work, present) : undefined;
  await writeFileAtomic(file, newest.text);
  if (worthKeeping) await rm(newest.path);
  return { kept, isOriginal: false, mended: [] };
}

const attemptsFolder = (state: string, work: WorkKey): string => pathByWork(join(state, 'attempts'), work);

async function newestAttempt(state: string, work: WorkKey): Promise<{ path: string; text: string } | undefined> {
  const folder = attemptsFolder(state, work);
  const name = (await listIfThere(folder)).toSorted().at(-1);
  if (name === undefined) return undefined;
  const path = join(folder, name);
  return { path, text: await readFile(path, 'utf8') };
}

async function keep(state: string, work: WorkKey, text: string): Promise<string> {
  const newest = await newestAttempt(state, work);
  if (newest?.text === text) return newest.path;
  const folder = attemptsFolder(state, work);
  const ending = fileEnding(workOf(work).language);
  const path = join(folder, now() + ending);
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(path, text);
  return path;
}

const ifThere = (error: NodeJS.ErrnoException): undefined => {
  if (error.code === 'ENOENT') return undefined;
  throw error;
};

const readIfThere = async (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(ifThere);

const listIfThere = async (folder: string): Promise<string[]> => (await readdir(folder).catch(ifThere)) ?? [];
