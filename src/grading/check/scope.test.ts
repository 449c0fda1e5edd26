import { expect, test } from 'vitest';
import { loadCourse } from '../../course/load-course.ts';
import { exercisesOf } from '../../course/course.ts';
import { subjectLabel } from '../subject.ts';
import { within, type Scope } from './scope.ts';
import { trialsOf } from './trial.ts';

const [exercise] = exercisesOf(loadCourse('tests/fixtures/course'));
if (!exercise) throw new Error('The fixture course is empty.');
const trials = trialsOf(exercise, { native: true });
const labels = (scope: Scope): string[] => within(scope, exercise, trials).map(({ subject }) => subjectLabel(subject));
const sample = (seed: number, proved = true): Scope => ({ kind: 'sample', seed, isProved: () => proved });

test('a sample runs a third of the wrong answers of a proved exercise, and all else', () => {
  const wrong = labels(sample(1)).filter((label) => label.startsWith('wrong/'));
  expect(wrong).toHaveLength(1);
  expect(labels(sample(1))).toEqual(['stub', 'solution/kafkajs', 'solution/confluent', ...wrong]);
});

test('a seed takes the same wrong answers again, and no wrong answer is left out by all seeds', () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);
  for (const seed of seeds) expect(labels(sample(seed))).toEqual(labels(sample(seed)));
  expect(new Set(seeds.flatMap((seed) => labels(sample(seed))))).toEqual(new Set(labels({ kind: 'whole' })));
});

test('a sample runs all of an exercise that is not proved', () => {
  expect(labels(sample(1, false))).toEqual(trials.map(({ subject }) => subjectLabel(subject)));
});

test('one solution a suite is the main one', () => {
  expect(labels({ kind: 'solutions' })).toEqual(['solution/kafkajs']);
});
