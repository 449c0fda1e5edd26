import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../project.ts';
import { languages } from './answer.ts';
import { exercisesOf } from './course.ts';
import { loadCourse } from './load-course.ts';
import { inTwoLanguages } from './work.fixture.ts';
import { firstWork, pathByWork, workFile, workKey, workOf, worksOf } from './work.ts';

const [exercise] = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/course')));
if (!exercise) throw new Error('The fixture course has lost its exercises.');

it('keeps in TypeScript the key that an exercise had before there were other languages', () => {
  expect(workKey({ exercise: exercise.id, language: 'typescript' })).toBe(exercise.id);
});

it.for(languages)('reads from a key in %s what it was made of', (language) => {
  const work = { exercise: exercise.id, language };
  expect(workOf(workKey(work))).toEqual(work);
});

it('has a key, a file and a path of its own for each language', () => {
  const both = inTwoLanguages(exercise);
  const [first, second] = worksOf(both);
  if (!first || !second) throw new Error('Two stubs are two works.');
  expect([first, second]).toEqual(['basics/send-a-record', 'basics/send-a-record@go']);
  expect(firstWork(both)).toBe(first);
  expect(workFile(both, first)).toBe(exercise.files.stub);
  expect(workFile(both, second)).toBe(exercise.files.stub.replace(/\.ts$/, '.go'));
  expect(pathByWork('kept', second)).toBe(join('kept', 'basics', 'send-a-record@go'));
});
