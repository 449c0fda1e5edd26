import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { inTwoLanguages } from '../course/work.fixture.ts';
import { workFile, workKey } from '../course/work.ts';
import { projectRoot } from '../project.ts';
import { workAt } from './watch-files.ts';

it('tells by the file that changed which exercise is worked on, and in which language', () => {
  const course = loadCourse(join(projectRoot, 'tests/fixtures/course'));
  const chapters = course.chapters.map((each) => ({ ...each, exercises: each.exercises.map(inTwoLanguages) }));
  const both = { ...course, chapters };
  for (const exercise of exercisesOf(both)) {
    for (const language of ['typescript', 'go'] as const) {
      const work = workKey({ exercise: exercise.id, language });
      expect(workAt(both, workFile(exercise, work))).toBe(work);
    }
    expect(workAt(both, exercise.files.suite)).toBeUndefined();
  }
});
