import type { ExerciseId } from '../course/course.ts';
import { progressOf, type Progress } from '../progress/progress.ts';
import type { ExerciseOutline } from './session.ts';

/**
 * Where to go on: the next exercise after `from` that nobody has tried to settle, then those before it, then skipped
 * ones, then those given up. Undefined where nothing is left but `from` itself.
 */
export function nextExercise(
  exercises: readonly ExerciseOutline[],
  progress: Progress,
  from: ExerciseId | undefined,
): ExerciseId | undefined {
  const at = exercises.findIndex(({ id }) => id === from);
  const others = [...exercises.slice(at + 1), ...exercises.slice(0, Math.max(0, at))];
  for (const state of ['pending', 'skipped', 'gave-up'] as const) {
    const found = others.find(({ id }) => progressOf(progress, id).state === state);
    if (found) return found.id;
  }
  return undefined;
}
