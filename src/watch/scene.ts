// What a screen is drawn from; frame.ts and its parts draw it.
import { exerciseById, type Course, type Exercise } from '../course/course.ts';
import type { Look } from './look.ts';
import type { SessionState } from './session.ts';
import type { View } from './view.ts';

/** All that a frame is drawn from. */
export interface Scene {
  readonly state: SessionState;
  readonly view: View;
  readonly course: Course;
  readonly look: Look;
  /** The solution with its difference to the learner's file, while that panel is open. */
  readonly solution: string | undefined;
}

/** The exercise that the session is at; undefined in a course without exercises. */
export const shownExercise = ({ course, state }: Scene): Exercise | undefined => exerciseById(course, state.current);
