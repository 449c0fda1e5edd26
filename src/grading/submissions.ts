// A folder of submissions: each folder in it is one learner's copy of exercises/, with or without that folder's name.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Course, Exercise } from '../course/course.ts';
import { WorkbookError } from '../workbook-error.ts';
import { words } from './words.ts';

export interface Submission {
  readonly learner: string;
  readonly folder: string;
}

/**
 * The submissions in a folder, by name.
 * @throws WorkbookError (usage) where there are none.
 */
export function listSubmissions(folder: string): Submission[] {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const learners = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  if (learners.length > 0) return learners.toSorted().map((learner) => ({ learner, folder: join(folder, learner) }));
  throw new WorkbookError(words.noSubmissions(folder), {
    next: words.noSubmissionsNext,
    fault: 'usage',
  });
}

/** Where a submission's answer to an exercise is; the file may be missing. */
export function submittedFile(course: Course, { folder }: Submission, exercise: Exercise): string {
  const inside = relative(join(course.root, 'exercises'), exercise.files.stub);
  const whole = join(folder, 'exercises', inside);
  return existsSync(whole) ? whole : join(folder, inside);
}

/** Whether the file is still the stub, so that running it would only tell what is known. */
export function isUntouched(path: string, { files }: Exercise): boolean {
  return existsSync(path) && plain(path) === plain(files.stub);
}

const plain = (path: string): string => readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim();
