import type { ExerciseId } from '../course/course.ts';
import { learningOrder } from '../course/learning-order.ts';
import { progressOf, type Progress } from '../progress/progress.ts';
import type { ExerciseOutline } from './session.ts';

/**
 * Where to go on: the next exercise after `from` that nobody has tried to settle, then those before it, then skipped
 * ones, then those given up. Undefined where nothing is left but `from` itself.
 */
export function nextExercise(
  exercises: readonly Pick<ExerciseOutline, 'id' | 'after'>[],
  progress: Progress,
  from: ExerciseId | undefined,
): ExerciseId | undefined {
  const ordered = learningOrder(exercises);
  const at = ordered.findIndex(({ id }) => id === from);
  const others = [...ordered.slice(at + 1), ...ordered.slice(0, Math.max(0, at))];
  for (const state of ['pending', 'skipped', 'gave-up'] as const) {
    const found = others.find(({ id }) => progressOf(progress, id).state === state);
    if (found) return found.id;
  }
  return undefined;
}
