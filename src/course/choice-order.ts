import { createHash } from 'node:crypto';
import type { Question } from './course.ts';

/**
 * The question with its choices in the order in which this learner sees them: another one for each learner, the same each time.
 * By the choices' ids, so that one that is moved or reworded in the file stays where the learner saw it.
 */
export function inOrderOf(question: Question, learner: string): Question {
  const lots = new Map(
    question.choices.map(({ id }) => [
      id,
      createHash('sha256').update(`${learner} ${question.id} ${id}`).digest('hex'),
    ]),
  );
  const lotOf = ({ id }: Question['choices'][number]): string => lots.get(id) ?? '';
  return { ...question, choices: question.choices.toSorted((one, other) => (lotOf(one) < lotOf(other) ? -1 : 1)) };
}
