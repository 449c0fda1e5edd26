import type { Course, Exercise } from '../../course/course.ts';
import { progressOf, solutionIsOpen } from '../../progress/progress.ts';
import type { SessionState } from '../../watch/session.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { chapterEndView } from './summary-view.ts';

/** What the learner can do about an exercise beside editing it. */
export function actionsView(course: Course, state: SessionState, exercise: Exercise): Html {
  const base = `/exercises/${exercise.id}`;
  const open = solutionIsOpen(state.progress, exercise.id);
  const passed = progressOf(state.progress, exercise.id).state === 'passed';
  const wasReset = state.notice?.kind === 'was-reset' && state.notice.exercise === exercise.id;
  return html`<div class="actions">
      ${post(`${base}/run`, text.exercise.runNow)}
      ${open ? html`<a class="button" href="${base}/solution">${text.exercise.solution}</a>` : nothing}
      ${wasReset ? post(`${base}/undo`, text.exercise.undo) : nothing}
      <details data-key="more">
        <summary>${text.exercise.more}</summary>
        ${post(`${base}/reset`, text.exercise.reset, text.exercise.resetHelp)}
        ${wasReset ? nothing : post(`${base}/undo`, text.exercise.undo, text.exercise.undoHelp)}
        ${passed ? nothing : post(`${base}/skip`, text.exercise.skip, text.exercise.skipHelp)}
        ${open ? nothing : post(`${base}/give-up`, text.exercise.giveUp, text.exercise.giveUpHelp)}
      </details>
    </div>
    ${passed ? chapterEndView(course, state.progress, exercise) : nothing}`;
}

function post(action: string, name: string, help?: string): Html {
  return html`<form method="post" action="${action}" data-enhance data-key="${action}">
    <button>${name}</button>${help ? html` <span class="muted">${help}</span>` : nothing}
  </form>`;
}
