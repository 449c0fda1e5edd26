import { exercisesOf, type Course } from '../course/course.ts';
import { workOf, worksOf } from '../course/work.ts';
import type { ExerciseOutline } from './session.ts';

/** What the session has to know of a course. */
export function outline(course: Course): ExerciseOutline[] {
  return exercisesOf(course).map((exercise) => {
    const { id, label, hints, after } = exercise;
    return { id, label, hints: hints.length, languages: worksOf(exercise).map((work) => workOf(work).language), after };
  });
}
