// Which exercises a save lets run beside the one that is shown: those of one "Save all" are all checked. Pure.
import type { ExerciseId } from '../course/course.ts';
import type { Notice, SessionEvent, SessionState } from './session.ts';

/** More files than this at one moment were changed by a tool (a branch, a formatter), not by somebody who waits for verdicts. */
const mostTogether = 4;

type Saved = Extract<SessionEvent, { type: 'files-saved' }>;

/** The exercise to show and run now: the current one if it was saved, else the first that was. */
export function shownAfterSave({ current }: SessionState, { exercises }: Saved): ExerciseId | undefined {
  return current !== undefined && exercises.includes(current) ? current : exercises[0];
}

/** The session with what is to be checked after `shown`: others of the same save, and a run that this save interrupts. */
export function queueOthers(state: SessionState, { exercises, own }: Saved, shown: ExerciseId): SessionState {
  const interrupted = state.run.status === 'running' || state.run.status === 'waiting' ? [state.run.exercise] : [];
  const many = exercises.length > mostTogether;
  const others = own || many ? [] : [...interrupted, ...exercises];
  const queued = [...new Set([...state.queued, ...others])].filter((id) => id !== shown);
  return many ? { ...state, queued, notice: { kind: 'many-saved', exercise: shown } } : { ...state, queued };
}

/** The first exercise that waits for its turn and whose file is there. */
export const nextQueued = ({ queued, deleted }: SessionState): ExerciseId | undefined =>
  queued.find((id) => !deleted.includes(id));

/** The session after a run has ended: an exercise that ran beside the current one is told of. */
export function endTurn(state: SessionState, exercise: ExerciseId): SessionState {
  if (!state.queued.includes(exercise)) return state;
  const queued = state.queued.filter((id) => id !== exercise);
  if (exercise === state.current) return { ...state, queued };
  const before = state.notice?.kind === 'also-checked' ? (state.notice.exercises ?? []) : [];
  const notice: Notice = { kind: 'also-checked', exercises: [...before.filter((id) => id !== exercise), exercise] };
  return { ...state, queued, notice };
}
