// What of `npm test` a change can break: the fast way, for while one works. Whoever is done runs all of it.
import { relative } from 'node:path';
import { allExercises, type Chapter, type Course, type Exercise } from '../../../course/course.ts';
import { ask } from '../../../processes/ask.ts';
import { projectRoot } from '../../../project.ts';
import { WorkbookError } from '../../../workbook-error.ts';
import { text } from '../../../text/words.ts';

export interface Touched {
  /** Names of parts. */
  readonly parts: readonly string[];
  /** Exercises whose files changed. */
  readonly exercises: readonly Exercise[];
  /** Those whose lesson or its programs changed. */
  readonly lessons: readonly Chapter[];
  /** Those whose notebook changed. */
  readonly notebooks: readonly Chapter[];
}

/**
 * What was changed since the branch left main, committed or not: paths in the project, with `/`.
 * @throws WorkbookError where git cannot say.
 */
export async function readChange(signal: AbortSignal): Promise<string[]> {
  const git = async (...args: string[]): Promise<string> =>
    (await ask('git', args, { cwd: projectRoot, signal })).stdout;
  try {
    const since = (await git('merge-base', 'HEAD', 'main')).trim();
    const [changed, fresh] = await Promise.all([
      git('diff', '--name-only', '--no-renames', '-z', since),
      git('ls-files', '--others', '--exclude-standard', '-z'),
    ]);
    return [...new Set(`${changed}${fresh}`.split('\0').filter(Boolean))];
  } catch (cause) {
    signal.throwIfAborted();
    throw new WorkbookError(text.test.noChange, { next: text.test.noChangeNext, fault: 'usage', cause });
  }
}

const code = ['types', 'lint', 'format', 'unused', 'unit'];

/** The parts that look at files of this shape. A file of no shape concerns those that look at everything. */
const rules: readonly (readonly [shape: RegExp, parts: readonly string[]])[] = [
  [/^(exercises|solutions|lessons)\//, ['types', 'lint', 'content']],
  [/^notebooks\//, ['types', 'lint', 'notebooks']],
  [/^src\/page\/browser\//, [...code, 'browser-types', 'page']],
  [/^tests\/page\//, ['page-types', 'lint', 'page']],
  [/^src\/page\//, [...code, 'page']],
  [/^src\/lab\/broker\//, [...code, 'own-broker', 'broker', 'secured']],
  [/^src\/kafka\//, [...code, 'broker', 'secured']],
  [/^src\/(lab|testkit|grading|watch|mutants|notebook|commands)\//, [...code, 'broker']],
  [/^(clients|src\/(comparison|toolchains))\//, [...code, 'clients']],
  [/^(src|bin|kernel|tests)\//, code],
];

/** What these paths touch. Formatting is always looked at. Pure. */
export function touchedBy(paths: readonly string[], course: Course): Touched {
  const parts = paths.flatMap((path) => rules.find(([shape]) => shape.test(path))?.[1] ?? ['unused', 'unit']);
  const all = allExercises(course);
  const chapters = (shape: RegExp): Chapter[] =>
    course.chapters.filter(({ key }) => paths.some((path) => shape.exec(path)?.[1] === key));
  return {
    parts: [...new Set(['format', ...parts])],
    exercises: all.filter((exercise) => paths.some((path) => isOf(exercise, course, path))),
    lessons: chapters(/^lessons\/([^./]+)[./]/),
    notebooks: chapters(/^notebooks\/([^./]+)\./),
  };
}

function isOf({ chapter, files }: Exercise, { root }: Course, path: string): boolean {
  const stem = relative(root, files.stub).replaceAll('\\', '/').replace(/\.ts$/, '');
  const key = stem.slice(stem.lastIndexOf('/') + 1);
  return path.startsWith(`${stem}.`) || path.startsWith(`solutions/${chapter}/${key}.`);
}
