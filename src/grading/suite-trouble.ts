// A suite that is not there, or cannot be read as TypeScript: the learner has its file, and what they wrote is not to blame.
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Exercise } from '../course/course.ts';
import { stripTypes } from '../text/strip-types.ts';
import { words } from './words.ts';

type WithSuite = Pick<Exercise, 'files' | 'label'>;

/** That the suite's file is gone, and what to do; undefined where it is there. */
export const noSuite = ({ files, label }: WithSuite): string | undefined =>
  existsSync(files.suite) ? undefined : words.noSuite(basename(files.suite), label);

/** Why the suite's file is no TypeScript, and what to do; undefined where it can be read. */
export function brokenSuite({ files, label }: WithSuite): string | undefined {
  try {
    stripTypes(readFileSync(files.suite, 'utf8'));
    return undefined;
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return words.brokenSuite(basename(files.suite), first, label);
  }
}
