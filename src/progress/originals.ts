// The exercises as they were handed out, so that one can be reset in a download without git too, and after a learner has
// committed their work. A copy is kept at first sight, in .workbook/originals/<exercise id>.ts, beside the suite that it came with.
// A content update replaces the copy of an exercise that the learner has not tried yet: its file must hold a TODO, as every
// exercise does, and git must call it unchanged, or, without git, the suite must have changed too.
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { ask } from '../processes/ask.ts';
import type { Exercise } from '../course/course.ts';
import { isSafeToRun } from '../processes/developer-tools.ts';
import { WorkbookError } from '../workbook-error.ts';
import { progressOf, type Progress } from './progress.ts';
import { words } from './words.ts';

/** Keeps a copy of each exercise that is new, or was changed by a content update before the learner tried it. */
export async function keepOriginals(state: string, exercises: readonly Exercise[], progress: Progress): Promise<void> {
  await Promise.all(exercises.map(async (exercise) => keepOriginal(state, exercise, progress)));
}

/**
 * The exercise's text as it was handed out.
 * @throws WorkbookError where neither a kept copy nor git knows it.
 */
export async function originalOf(state: string, exercise: Exercise): Promise<string> {
  const known = (await read(copyOf(state, exercise, '.ts'))) ?? (await committed(exercise.files.stub));
  if (known !== undefined) return known;
  throw new WorkbookError(words.unknown(exercise.label), {
    next: words.unknownNext(basename(exercise.files.stub)),
  });
}

async function keepOriginal(state: string, exercise: Exercise, progress: Progress): Promise<void> {
  const { stub, suite } = exercise.files;
  const copy = copyOf(state, exercise, '.ts');
  const [text, kept] = await Promise.all([read(stub), read(copy)]);
  if (text === undefined || text === kept || !text.includes('TODO')) return;
  const tried = progressOf(progress, exercise.id).attempts > 0;
  if (tried) return;
  const suiteText = (await read(suite)) ?? '';
  const suiteCopy = copyOf(state, exercise, '.test.ts');
  const inGit = await committed(stub);
  const handedOut = inGit === undefined ? kept === undefined || (await read(suiteCopy)) !== suiteText : inGit === text;
  if (!handedOut) return;
  await mkdir(dirname(copy), { recursive: true });
  await Promise.all([writeFileAtomic(copy, text), writeFileAtomic(suiteCopy, suiteText)]);
}

const copyOf = (state: string, exercise: Exercise, ending: string): string =>
  `${join(state, 'originals', ...exercise.id.split('/'))}${ending}`;

const read = async (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

// Undefined where there is no git, no repository, or the file is not in it.
async function committed(path: string): Promise<string | undefined> {
  if (!(await isSafeToRun('git'))) return undefined;
  const shown = await ask('git', ['show', `HEAD:./${basename(path)}`], { cwd: dirname(path) }).catch(() => undefined);
  return shown?.stdout;
}
