import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exercisesOf, type Exercise } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot, stateFolder } from '../project.ts';

export interface CourseCopy extends AsyncDisposable {
  readonly root: string;
  readonly exercises: readonly Exercise[];
}

/** A copy of the small course that proves the grader: its first exercise produces, its second reads in a group. */
export async function copySmallCourse(): Promise<CourseCopy> {
  return copyCourse(join(projectRoot, 'tests', 'fixtures', 'course'));
}

/** A copy of a course, to save files in; removed when it is disposed. @param from the folder that holds lessons/ and exercises/. */
export async function copyCourse(from: string): Promise<CourseCopy> {
  const folder = join(stateFolder, 'measure');
  await mkdir(folder, { recursive: true });
  const root = await mkdtemp(join(folder, 'course-'));
  for (const part of ['lessons', 'notebooks', 'exercises', 'solutions']) {
    if (existsSync(join(from, part))) await cp(join(from, part), join(root, part), { recursive: true });
  }
  return {
    root,
    exercises: exercisesOf(loadCourse(root)),
    [Symbol.asyncDispose]: async () => rm(root, { recursive: true, force: true }),
  };
}
