// A folder of submissions: each folder in it is one learner's copy of exercises/, with or without that folder's name.
import { existsSync, readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join, relative } from 'node:path';
import type { Course, Exercise } from '../course/course.ts';
import { WorkbookError } from '../workbook-error.ts';
import { printable } from '../text/printable.ts';
import { words } from './words.ts';

const macosx = '__MACOSX';

export interface Submission {
  readonly learner: string;
  readonly folder: string;
}

export interface Submissions {
  /** By name. */
  readonly submissions: readonly Submission[];
  /** A sentence on each thing in the folder that is not graded, and on each submission that is not where it is looked for. */
  readonly remarks: readonly string[];
}

/**
 * The submissions in a folder.
 * @throws WorkbookError (usage) where there are none, or where they are one folder deeper.
 */
export function listSubmissions(folder: string, course: Course): Submissions {
  const entries = entriesOf(folder).filter(({ name }) => !name.startsWith('.'));
  const learners = entries.filter(isLearner).map(({ name }) => name);
  const leftOut = entries.filter((entry) => !isLearner(entry)).flatMap(remarkOn);
  if (learners.length === 0) {
    throw usage([words.noSubmissions(printable(folder)), ...leftOut].join('\n'), words.noSubmissionsNext);
  }
  const found = learners.toSorted().map((learner) => findAnswers(learner, join(folder, learner), course));
  const above = found.find(({ deeper }) => deeper.length > 1);
  if (above && found.every(({ isHere }) => !isHere)) {
    throw usage(words.oneTooHigh(printable(folder)), words.oneTooHighNext(join(folder, above.learner)));
  }
  const placed = found.map((each) => place(each, folder));
  return {
    submissions: placed.map(({ submission }) => submission),
    remarks: [...leftOut, ...placed.flatMap(({ remark }) => remark ?? [])],
  };
}

const isLearner = (entry: Dirent): boolean => entry.isDirectory() && entry.name !== macosx;

const usage = (message: string, next: string): WorkbookError => new WorkbookError(message, { next, fault: 'usage' });

const entriesOf = (folder: string): Dirent[] => {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
};

// A stray note of the teacher's is not worth a word.
function remarkOn(entry: Dirent): string[] {
  const name = printable(entry.name);
  if (entry.name === macosx) return [words.leftOut.macosx(name)];
  if (entry.isSymbolicLink()) return [words.leftOut.link(name)];
  if (/\.(zip|tar|tgz|gz|xz|bz2|7z|rar)$/i.test(name)) return [words.leftOut.archive(name)];
  return [];
}

/** Where a learner's answers stand. */
interface Answers {
  readonly learner: string;
  readonly isHere: boolean;
  /** Names of folders in it that hold answers, where it holds none itself: archives of whole repositories are such. */
  readonly deeper: readonly string[];
}

function findAnswers(learner: string, folder: string, course: Course): Answers {
  if (holdsAnswers(folder, course)) return { learner, isHere: true, deeper: [] };
  const inside = entriesOf(folder).filter((entry) => entry.isDirectory() && entry.name !== macosx);
  const deeper = inside.map(({ name }) => name).filter((name) => holdsAnswers(join(folder, name), course));
  return { learner, isHere: false, deeper };
}

/** Whether a folder is a copy of exercises/, or holds one. */
const holdsAnswers = (folder: string, { chapters }: Course): boolean =>
  existsSync(join(folder, 'exercises')) || chapters.some(({ key }) => existsSync(join(folder, key)));

function place({ learner, deeper }: Answers, among: string): { submission: Submission; remark?: string } {
  const folder = join(among, learner);
  const [inside, ...others] = deeper;
  if (inside === undefined) return { submission: { learner, folder } };
  const [name, shown] = [printable(learner), printable(inside)];
  if (others.length > 0) return { submission: { learner, folder }, remark: words.several(name, deeper.map(printable)) };
  return { submission: { learner, folder: join(folder, inside) }, remark: words.deeper(name, shown) };
}

/** Where a submission's answer to an exercise is; the file may be missing. */
export function submittedFile(course: Course, { folder }: Submission, exercise: Exercise): string {
  const inside = relative(join(course.root, 'exercises'), exercise.files.stub);
  const whole = join(folder, 'exercises', inside);
  return existsSync(whole) ? whole : join(folder, inside);
}

/** Whether the file, which can be read, is still the stub, so that running it would only tell what is known. */
export function isUntouched(path: string, { files }: Exercise): boolean {
  const stub = plain(files.stub);
  // Whoever grades may have solved the exercise where it stands: then it is no stub any more.
  return stub.includes('TODO') && plain(path) === stub;
}

const plain = (path: string): string => readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim();
