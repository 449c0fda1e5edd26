import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { Exercise } from './course.ts';

export interface Comparison {
  readonly path: string;
  readonly solution: string;
  /** Unified diff from the learner's file to the solution; '' where they are equal, null where the learner's is not there. */
  readonly difference: string | null;
}

/** A solution's text, and how the learner's file differs from it. Paths in the diff are relative to `root`. */
export async function compareWithSolution(exercise: Exercise, path: string, root: string): Promise<Comparison> {
  const { stub } = exercise.files;
  const solution = await readFile(path, 'utf8');
  const own = await readFile(stub, 'utf8').catch(() => undefined);
  if (own === undefined || own === solution) return { path, solution, difference: own === undefined ? null : '' };
  const [from = '', to = ''] = [stub, path].map((each) => relative(root, each).replaceAll('\\', '/'));
  const patch = createTwoFilesPatch(from, to, own, solution);
  // Its first line only underlines.
  return { path, solution, difference: patch.replace(/^=+\n/, '').trimEnd() };
}
