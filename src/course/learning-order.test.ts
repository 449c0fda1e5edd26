import { expect, test } from 'vitest';
import { learningOrder } from './learning-order.ts';
import { exerciseIdSchema } from './task.ts';

const id = (slug: string) => exerciseIdSchema.parse(`chapter/${slug}`);
const exercise = (slug: string, ...after: string[]) => ({ id: id(slug), after: after.map(id) });
const order = (...exercises: ReturnType<typeof exercise>[]) =>
  learningOrder(exercises).map((each) => each.id.split('/')[1]);

test('exercises keep the order of their files where none asks for another', () => {
  expect(order(exercise('a'), exercise('b', 'a'), exercise('c'))).toEqual(['a', 'b', 'c']);
});

test('what an exercise comes after is before it, and so is what that comes after', () => {
  expect(order(exercise('a', 'c'), exercise('b'), exercise('c', 'd'), exercise('d'))).toEqual(['d', 'c', 'a', 'b']);
});

test('a circle and a name that is not there lose no exercise', () => {
  expect(order(exercise('a', 'b'), exercise('b', 'a'), exercise('c', 'gone'))).toEqual(['b', 'a', 'c']);
});
