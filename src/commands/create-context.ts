import { join, resolve } from 'node:path';
import { loadCourse } from '../course/load-course.ts';
import type { Course } from '../course/course.ts';
import { cacheFolder, projectRoot, stateFolder } from '../project.ts';
import { text } from '../text/words.ts';
import type { Context, Paths } from './context.ts';
import { createOutput } from './output.ts';

/** What the command line says about output. */
export interface Wishes {
  readonly json: boolean;
  readonly plain: boolean;
}

/** The context of a command that runs in this process. */
export function createContext({ json, plain }: Wishes, signal: AbortSignal): Context {
  const { stdin, stdout, stderr, env } = process;
  const paths = findPaths(env['WORKBOOK_COURSE']);
  let course: Course | undefined;
  return {
    course: () => (course ??= loadCourse(paths.root)),
    output: createOutput({ stdout, stderr, env, json, plain }),
    text,
    paths,
    stdin,
    stdout,
    env,
    signal,
  };
}

// WORKBOOK_COURSE names another folder with lessons and exercises; the learner's state is kept beside them.
function findPaths(course: string | undefined): Paths {
  if (!course) return { root: projectRoot, state: stateFolder, cache: cacheFolder };
  const root = resolve(course);
  return { root, state: join(root, '.workbook'), cache: cacheFolder };
}
