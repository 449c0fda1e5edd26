// What exercises are called in sentences.
import type { ExerciseId } from '../course/course.ts';
import type { Notice, SessionState } from './session.ts';

/** `1/2` of an exercise that the course has. */
export const labelOf = ({ exercises }: SessionState, exercise: ExerciseId | undefined): string =>
  exercises.find(({ id }) => id === exercise)?.label ?? '';

/** The exercises that a notice tells of, and whether each has passed in this session. */
export const checkedIn = (state: SessionState, notice: Notice): (readonly [label: string, passed: boolean])[] =>
  (notice.exercises ?? []).map((id) => [labelOf(state, id), state.results[id]?.status === 'passed']);
