import { expect, it } from 'vitest';
import { inOrderOf } from './choice-order.ts';
import type { Question } from './course.ts';

const question: Question = {
  id: 'which',
  ask: 'Which?',
  choices: [
    { id: 'a', say: 'A', why: 'x' },
    { id: 'b', say: 'B', why: 'x', right: true },
    { id: 'c', say: 'C', why: 'x' },
  ],
};
const learners = Array.from({ length: 600 }, (_, n) => `learner ${n}`);
const order = (asked: Question, learner: string): string[] => inOrderOf(asked, learner).choices.map(({ id }) => id);

it('each learner has an order of all choices, which stays', () => {
  for (const learner of learners.slice(0, 20)) {
    expect(new Set(order(question, learner))).toEqual(new Set(['a', 'b', 'c']));
    expect(order(question, learner)).toEqual(order(question, learner));
  }
});

it('the right choice stands in each place for about a third of the learners', () => {
  const places = learners.map((learner) => order(question, learner).indexOf('b'));
  for (const place of [0, 1, 2]) {
    const share = places.filter((each) => each === place).length / learners.length;
    expect(share).toBeGreaterThan(0.26);
    expect(share).toBeLessThan(0.41);
  }
});

it('a choice that is moved or reworded in the file stays where the learner saw it', () => {
  const moved = { ...question, choices: question.choices.toReversed().map((choice) => ({ ...choice, say: 'other' })) };
  for (const learner of learners.slice(0, 20)) expect(order(moved, learner)).toEqual(order(question, learner));
});
