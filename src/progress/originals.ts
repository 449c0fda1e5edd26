// The exercises as they were handed out, so that one can be reset in a download without git too, and after a learner has
// committed their work. A copy is kept at first sight, in .workbook/originals/<work>.ts, beside the suite that it came with.
// A content update replaces the copy of an exercise that the learner has not tried yet: its file must hold a TODO, as every
// exercise does, and git must call it unchanged, or, without git, the suite must have changed too.
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { command } from '../text/command.ts';
import { ask } from '../processes/ask.ts';
import { fileEnding } from '../course/answer.ts';
import type { Exercise } from '../course/course.ts';
import { firstWork, pathByWork, workFile, workOf, worksOf, type WorkKey } from '../course/work.ts';
import { isSafeToRun } from '../processes/developer-tools.ts';
import { WorkbookError } from '../workbook-error.ts';
import { attemptsAt, type Progress } from './progress.ts';
import { words } from './words.ts';

/** Keeps a copy of each exercise, in each of its languages, that is new, or was changed by a content update before the learner tried it. */
export async function keepOriginals(state: string, exercises: readonly Exercise[], progress: Progress): Promise<void> {
  const works = exercises.flatMap((exercise) => worksOf(exercise).map((work) => ({ exercise, work })));
  await Promise.all(works.map(async (each) => keepOriginal(state, each, progress)));
}

/**
 * The exercise's text as it was handed out.
 * @throws WorkbookError where neither a kept copy nor git knows it.
 */
export async function originalOf(state: string, exercise: Exercise, work: WorkKey): Promise<string> {
  const file = workFile(exercise, work);
  const known = (await read(copyOf(state, work))) ?? (await committed(file));
  if (known !== undefined) return known;
  throw new WorkbookError(words.unknown(exercise.label), {
    next: words.unknownNext(basename(file)),
  });
}

/** A file of a suite that is not as it was handed out. */
export interface DamagedFile {
  readonly path: string;
  readonly original: string;
  /** Undefined where the file is gone. */
  readonly present: string | undefined;
}

/** The files of the exercise's suite that are gone or changed, where it is known how they were handed out. */
export async function damagedSuite(state: string, exercise: Exercise): Promise<DamagedFile[]> {
  const { suite, words: suiteWords } = exercise.files;
  const files = [
    [suite, '.test.ts'],
    [suiteWords, wordsEnding],
  ] as const;
  const looked = files.map(async ([path, ending]): Promise<DamagedFile[]> => {
    // Git first: a copy may be older than an update of the content.
    const original = (await committed(path)) ?? (await read(copyOf(state, firstWork(exercise), ending)));
    const present = await read(path);
    return original === undefined || original === present ? [] : [{ path, original, present }];
  });
  return (await Promise.all(looked)).flat();
}

/** That files of the suite are not as they were handed out, and what to do; undefined where they are. */
export async function suiteDamage(state: string, exercise: Exercise): Promise<string | undefined> {
  const damaged = await damagedSuite(state, exercise);
  const names = damaged.map(({ path }) => basename(path));
  return names.length > 0 ? words.changedSuite(names, command(`reset ${exercise.label}`)) : undefined;
}

interface Original {
  readonly exercise: Exercise;
  readonly work: WorkKey;
}

async function keepOriginal(state: string, { exercise, work }: Original, progress: Progress): Promise<void> {
  const [stub, { suite, words: suiteWords }] = [workFile(exercise, work), exercise.files];
  const copy = copyOf(state, work);
  const [text, kept] = await Promise.all([read(stub), read(copy)]);
  if (text === undefined || text === kept || !text.includes('TODO')) return;
  if (attemptsAt(progress, work) > 0) return;
  const suiteText = await read(suite);
  const suiteCopy = copyOf(state, work, '.test.ts');
  const inGit = await committed(stub);
  const handedOut = inGit === undefined ? kept === undefined || (await read(suiteCopy)) !== suiteText : inGit === text;
  if (!handedOut) return;
  await mkdir(dirname(copy), { recursive: true });
  const wordsCopy = copyOf(state, work, wordsEnding);
  await Promise.all([write(copy, text), write(suiteCopy, suiteText), write(wordsCopy, await read(suiteWords))]);
}

const wordsEnding = '.words.en.yaml';

// What is gone is not how it was handed out.
const write = async (path: string, text: string | undefined): Promise<void> =>
  text === undefined ? undefined : writeFileAtomic(path, text);

const copyOf = (state: string, work: WorkKey, ending = fileEnding(workOf(work).language)): string =>
  pathByWork(join(state, 'originals'), work) + ending;

const read = async (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

// Undefined where there is no git, no repository, or the file is not in it.
async function committed(path: string): Promise<string | undefined> {
  if (!(await isSafeToRun('git'))) return undefined;
  const shown = await ask('git', ['show', `HEAD:./${basename(path)}`], { cwd: dirname(path) }).catch(() => undefined);
  return shown?.stdout;
}
