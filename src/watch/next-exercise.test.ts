import { expect, test } from 'vitest';
import { exerciseIdSchema } from '../course/course.ts';
import { noProgress } from '../progress/progress.ts';
import { nextExercise } from './next-exercise.ts';

const id = (slug: string) => exerciseIdSchema.parse(`chapter/${slug}`);
const exercise = (slug: string, ...after: string[]) => ({
  id: id(slug),
  label: '1/1',
  hints: 2,
  after: after.map(id),
});

test('an exercise that comes after a later one waits for it', () => {
  const exercises = [exercise('a'), exercise('b', 'c'), exercise('c')];
  expect(nextExercise(exercises, noProgress, id('a'))).toBe(id('c'));
  expect(nextExercise(exercises, noProgress, id('c'))).toBe(id('b'));
});
