// In which language the learner does an exercise. Pure.
import type { ExerciseId } from '../course/course.ts';
import { workKey, workOf, type WorkKey } from '../course/work.ts';
import type { SessionState } from './session.ts';

type Chosen = Pick<SessionState, 'exercises' | 'languages'>;

/** An exercise in the language that the learner does it in: the one that was saved last, else its first. */
export function workIn({ exercises, languages }: Chosen, exercise: ExerciseId): WorkKey {
  const first = exercises.find(({ id }) => id === exercise)?.languages[0];
  return workKey({ exercise, language: languages[exercise] ?? first ?? 'typescript' });
}

/** What the learner is at; undefined in a course without exercises. */
export const currentWork = (state: SessionState): WorkKey | undefined =>
  state.current === undefined ? undefined : workIn(state, state.current);

/** What runs or waits to be run; undefined where nothing does. */
export const workUnderWay = ({ run }: SessionState): WorkKey | undefined =>
  run.status === 'running' || run.status === 'waiting' ? run.work : undefined;

/** The session after work on this: its exercise is done in its language from now on. */
export function chooseLanguage(state: SessionState, work: WorkKey): SessionState {
  const { exercise, language } = workOf(work);
  return { ...state, languages: { ...state.languages, [exercise]: language } };
}
