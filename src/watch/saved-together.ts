// Which work a save lets run beside what is shown: the files of one "Save all" are all checked. Pure.
import { workOf, type WorkKey } from '../course/work.ts';
import { currentWork, workUnderWay } from './current-work.ts';
import type { Notice, SessionEvent, SessionState } from './session.ts';

/** More files than this at one moment were changed by a tool (a branch, a formatter), not by somebody who waits for verdicts. */
const mostTogether = 4;

type Saved = Extract<SessionEvent, { type: 'files-saved' }>;

/** What to show and run now: the current work if it was saved, else its exercise in another language, else what was saved first. */
export function shownAfterSave(state: SessionState, { works }: Saved): WorkKey | undefined {
  const current = currentWork(state);
  if (current !== undefined && works.includes(current)) return current;
  return works.find((work) => workOf(work).exercise === state.current) ?? works[0];
}

/** The session with what is to be checked after `shown`: others of the same save, and a run that this save interrupts. */
export function queueOthers(state: SessionState, { works, own }: Saved, shown: WorkKey): SessionState {
  const interrupted = workUnderWay(state) ?? [];
  const many = works.length > mostTogether;
  const others = own || many ? [] : [interrupted, works].flat();
  const queued = [...new Set([...state.queued, ...others])].filter((work) => work !== shown);
  const { exercise } = workOf(shown);
  return many ? { ...state, queued, notice: { kind: 'many-saved', exercise } } : { ...state, queued };
}

/** The first work that waits for its turn and whose file is there. */
export const nextQueued = ({ queued, deleted }: SessionState): WorkKey | undefined =>
  queued.find((work) => !deleted.includes(work));

/** The session after a run has ended: what ran beside the current work is told of. */
export function endTurn(state: SessionState, work: WorkKey): SessionState {
  if (!state.queued.includes(work)) return state;
  const queued = state.queued.filter((each) => each !== work);
  if (work === currentWork(state)) return { ...state, queued };
  const before = state.notice?.kind === 'also-checked' ? (state.notice.works ?? []) : [];
  const notice: Notice = { kind: 'also-checked', works: [...before.filter((each) => each !== work), work] };
  return { ...state, queued, notice };
}
