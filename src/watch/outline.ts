import { exercisesOf, type Course } from '../course/course.ts';
import type { ExerciseOutline } from './session.ts';

/** What the session has to know of a course. */
export function outline(course: Course): ExerciseOutline[] {
  return exercisesOf(course).map(({ id, label, hints, after }) => ({ id, label, hints: hints.length, after }));
}
