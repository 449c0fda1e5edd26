// Learners work on copies in .workbook/notebooks: what they write and what cells put out never shows up in `git status`
// and never stands in the way of an update of the course. A copy that was only run, not written in, follows the course;
// one that was written in stays as it is until its owner asks for the new one.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { renamePatientlySync } from '../../bin/patience.mjs';
import type { Chapter, Course } from '../course/course.ts';
import { stateFolder } from '../project.ts';
import { copyPath } from './executed-view.ts';
import { writeIfOther } from './jupyter-environment.ts';

export const copiesFolder = join(stateFolder, 'notebooks');

/** For each chapter, the text of the course's notebook that the copy was made from, as a hash. */
const originsFile = join(stateFolder, 'jupyter', 'origins.json');
const originsSchema = z.record(z.string(), z.string());
type Origins = z.infer<typeof originsSchema>;

/** `behind`: the course has a newer notebook, and the copy, which was written in, was left alone. */
export type CopyState = 'made' | 'same' | 'updated' | 'behind';

/** Hashes of the cells' text: of the course's notebook, of the learner's copy, of what that was made from. */
export interface CopyFacts {
  readonly course: string;
  readonly copy: string | undefined;
  readonly origin: string | undefined;
}

/** What becomes of a copy. */
export function decideCopy({ course, copy, origin }: CopyFacts): CopyState {
  if (copy === undefined) return 'made';
  if (copy === course || origin === course) return 'same';
  return copy === origin ? 'updated' : 'behind';
}

/** Makes the copies that are missing and updates those that may be; says what became of each, by chapter. */
export function prepareCopies(course: Course): Map<string, CopyState> {
  const origins = readOrigins();
  const states = new Map<string, CopyState>();
  for (const { key, notebook } of course.chapters) {
    if (notebook === undefined) continue;
    const facts = { course: hashOf(notebook.paired) ?? '', copy: hashOf(copyPath(key)), origin: origins[key] };
    const state = decideCopy(facts);
    if (state === 'made' || state === 'updated') copyNotebook(notebook.paired, copyPath(key));
    if (state !== 'behind') origins[key] = facts.course;
    states.set(key, state);
  }
  writeIfOther(originsFile, origins);
  return states;
}

/** Puts the copy of a chapter aside and makes a new one. Returns the name of what was put aside, if there was one. */
export function renewCopy({ key, notebook }: Pick<Chapter, 'key' | 'notebook'>, now = new Date()): string | undefined {
  if (notebook === undefined) return undefined;
  const path = copyPath(key);
  const aside = `${key}.${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}.ipynb`;
  const had = existsSync(path);
  if (had) renamePatientlySync(path, join(dirname(path), aside));
  copyNotebook(notebook.paired, path);
  writeIfOther(originsFile, { ...readOrigins(), [key]: hashOf(notebook.paired) ?? '' });
  return had ? aside : undefined;
}

function copyNotebook(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  writeIfOther(to, JSON.parse(readFileSync(from, 'utf8')));
}

function readOrigins(): Origins {
  try {
    return originsSchema.parse(JSON.parse(readFileSync(originsFile, 'utf8')));
  } catch {
    // None yet, or damaged: copies that were written in are then left alone.
    return {};
  }
}

const textSchema = z.object({
  cells: z.array(z.object({ cell_type: z.string(), source: z.union([z.string(), z.array(z.string())]) })),
});

/** Of what was written, not of what was put out; undefined where there is no such notebook. */
function hashOf(path: string): string | undefined {
  try {
    const { cells } = textSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const text = cells.map(({ cell_type, source }) => [cell_type, [source].flat().join('')]);
    return createHash('sha256').update(JSON.stringify(text)).digest('hex').slice(0, 16);
  } catch {
    return undefined;
  }
}
