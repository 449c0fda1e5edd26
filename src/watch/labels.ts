// What exercises are called in sentences.
import { languageNames } from '../course/answer.ts';
import type { ExerciseId } from '../course/course.ts';
import { workOf, type WorkKey } from '../course/work.ts';
import type { Notice, SessionState } from './session.ts';

/** `1/2` of an exercise that the course has. */
export const labelOf = ({ exercises }: SessionState, exercise: ExerciseId | undefined): string =>
  exercises.find(({ id }) => id === exercise)?.label ?? '';

/** `1/2`; `1/2 (Go)` of an exercise that can be done in several languages. */
export function workLabel(state: SessionState, work: WorkKey): string {
  const { exercise, language } = workOf(work);
  const isOneOfMany = (state.exercises.find(({ id }) => id === exercise)?.languages.length ?? 0) > 1;
  const label = labelOf(state, exercise);
  return isOneOfMany ? `${label} (${languageNames[language]})` : label;
}

/** What a notice tells of as checked, and whether each has passed in this session. */
export const checkedIn = (state: SessionState, notice: Notice): (readonly [label: string, passed: boolean])[] =>
  (notice.works ?? []).map((work) => [workLabel(state, work), state.results[work]?.status === 'passed']);
