// How much of an exercise's promises is put to the test. Pure.
import { createHash } from 'node:crypto';
import type { Exercise } from '../../course/course.ts';
import { subjectLabel } from '../subject.ts';
import type { Trial } from './trial.ts';

/** All of them; one solution a suite; or, where an exercise is proved already, all but two thirds of the wrong answers. */
export type Scope =
  | { readonly kind: 'whole' }
  | { readonly kind: 'solutions' }
  | { readonly kind: 'sample'; readonly seed: number; readonly isProved: (exercise: Exercise) => boolean };

/** The trials of an exercise that are run. The same seed takes the same ones, whatever else runs. */
export function within(scope: Scope, exercise: Exercise, trials: readonly Trial[]): readonly Trial[] {
  if (scope.kind === 'solutions') return trials.filter(({ subject }) => subject.role === 'solution').slice(0, 1);
  if (scope.kind === 'whole' || !scope.isProved(exercise)) return trials;
  const wrong = trials.filter(isWrong);
  const place = ({ subject }: Trial): string => digest(`${scope.seed}/${exercise.id}/${subjectLabel(subject)}`);
  const inOrder = wrong.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  const taken = new Set(inOrder.slice(0, Math.ceil(wrong.length / 3)));
  return trials.filter((trial) => !isWrong(trial) || taken.has(trial));
}

/** Whether a trial has told enough at its first failure: what comes after it was proved by a whole run. */
export const endsAtFailure = (scope: Scope, exercise: Exercise, trial: Trial): boolean =>
  scope.kind === 'sample' && isWrong(trial) && scope.isProved(exercise);

/** Whether a trial is one of a plausible mistake. */
export const isWrong = ({ subject, must }: Trial): boolean => must === 'fail' && subject.role !== 'stub';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A seed for a sample. */
export const newSeed = (): number => 1 + Math.floor(Math.random() * 1_000_000);
