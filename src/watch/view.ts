// What only this terminal shows: the panel under the verdict, or the list. A key changes the view, or is an event of the
// session that the page sees too. Pure, like step.ts.
import type { ExerciseId } from '../course/course.ts';
import { progressOf, solutionIsOpen } from '../progress/progress.ts';
import type { SessionEvent, SessionState } from './session.ts';

export type Panel = 'none' | 'task' | 'hints' | 'confirm-solution' | 'solution';

export interface View {
  readonly panel: Panel;
  /** The exercise under the cursor while the list is open. */
  readonly list: ExerciseId | undefined;
}

export const plainView: View = { panel: 'none', list: undefined };

/** Keys by their names in node:readline: 'h', 'up', 'return'; Ctrl-C is 'ctrl-c'. */
export interface Pressed {
  readonly view: View;
  readonly events: readonly SessionEvent[];
}

/** What a key does. A key without a meaning does nothing. */
export function press(view: View, state: SessionState, key: string): Pressed {
  if (key === 'ctrl-c' || key === 'ctrl-d') return { view, events: [{ type: 'quit' }] };
  return view.list === undefined ? pressInExercise(view, state, key) : pressInList(view.list, state, key);
}

function pressInExercise(view: View, state: SessionState, key: string): Pressed {
  const closed: View = { ...view, panel: 'none' };
  switch (key) {
    case 'h':
      return hint(view, state);
    case 'r':
      return { view: closed, events: [{ type: 'run' }] };
    case 'n':
      return { view: closed, events: [{ type: 'next' }] };
    case 'l':
      return { view: { ...closed, list: state.current }, events: [] };
    case 't':
      return { view: toggled(view, 'task'), events: [] };
    case 's':
      return solution(view, state);
    case 'x':
      return { view: closed, events: [{ type: 'reset' }] };
    case 'u':
      return { view: closed, events: [{ type: 'undo-reset' }] };
    case 'q':
      return { view, events: [{ type: 'quit' }] };
    default:
      return { view: view.panel === 'confirm-solution' || key === 'escape' ? closed : view, events: [] };
  }
}

const toggled = (view: View, panel: Panel): View => ({ ...view, panel: view.panel === panel ? 'none' : panel });

// Hints seen before are shown again first; only the key after that asks for one more.
function hint(view: View, state: SessionState): Pressed {
  if (state.current === undefined) return { view, events: [] };
  const { hintsShown } = progressOf(state.progress, state.current);
  const opened: View = { ...view, panel: 'hints' };
  return { view: opened, events: view.panel === 'hints' || hintsShown === 0 ? [{ type: 'hint' }] : [] };
}

function solution(view: View, state: SessionState): Pressed {
  if (state.current === undefined) return { view, events: [] };
  if (solutionIsOpen(state.progress, state.current)) return { view: toggled(view, 'solution'), events: [] };
  if (view.panel !== 'confirm-solution') return { view: { ...view, panel: 'confirm-solution' }, events: [] };
  return { view: { ...view, panel: 'solution' }, events: [{ type: 'give-up' }] };
}

function pressInList(at: ExerciseId, state: SessionState, key: string): Pressed {
  const { exercises } = state;
  const index = exercises.findIndex(({ id }) => id === at);
  const to = (target: number): Pressed => {
    const chosen = exercises[Math.max(0, Math.min(exercises.length - 1, target))];
    return { view: { panel: 'none', list: chosen?.id ?? at }, events: [] };
  };
  switch (key) {
    case 'up':
    case 'k':
      return to(index - 1);
    case 'down':
    case 'j':
      return to(index + 1);
    case 'home':
      return to(0);
    case 'end':
      return to(exercises.length - 1);
    case 'return':
    case 'enter':
      return { view: plainView, events: [{ type: 'select', exercise: at }] };
    case 'escape':
    case 'l':
    case 'q':
      return { view: plainView, events: [] };
    default:
      return { view: { panel: 'none', list: at }, events: [] };
  }
}

/** The view after something else changed the session: a panel belongs to its exercise. */
export function followSession(view: View, before: SessionState, after: SessionState): View {
  return before.current === after.current ? view : { ...view, panel: 'none' };
}
