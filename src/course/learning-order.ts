import type { ExerciseId } from './task.ts';

interface Ordered {
  readonly id: ExerciseId;
  readonly after: readonly ExerciseId[];
}

/**
 * Exercises in the order of their files, but each behind those that its `after` names. In a circle, which `check` reports,
 * the one that the files have first is first. Pure.
 */
export function learningOrder<T extends Ordered>(exercises: readonly T[]): T[] {
  const byId = new Map(exercises.map((exercise) => [exercise.id, exercise]));
  const ordered = new Set<T>();
  const begun = new Set<T>();
  function place(exercise: T): void {
    if (begun.has(exercise)) return;
    begun.add(exercise);
    for (const id of exercise.after) {
      const earlier = byId.get(id);
      if (earlier) place(earlier);
    }
    ordered.add(exercise);
  }
  for (const exercise of exercises) place(exercise);
  return [...ordered];
}
