import type { Exercise } from '../../course/course.ts';
import type { Result, TestResult } from '../../grading/result.ts';
import { progressOf } from '../../progress/progress.ts';
import type { SessionState } from '../../watch/session.ts';
import { text } from '../en.ts';
import { html, nothing, type Html } from '../html.ts';
import { icon, spinner } from './icons.ts';
import { messageView } from './message-view.ts';

/** How the learner's file stands: nothing yet, a run as its tests end, or the finished run. */
export function verdictView(state: SessionState, exercise: Exercise): Html {
  const { run } = state;
  if (state.deleted.includes(exercise.id)) return empty(text.exercise.deleted);
  if (run.status === 'waiting' && run.exercise === exercise.id) return busy(text.verdict.waiting);
  const last = state.results[exercise.id];
  if (run.status === 'running' && run.exercise === exercise.id) return running(run.tests, last);
  if (last) return finished(last);
  const passed = progressOf(state.progress, exercise.id).firstPassedAt !== null;
  return passed ? empty(text.verdict.passedBefore) : empty(text.verdict.none, text.verdict.noneNext);
}

const empty = (...lines: string[]): Html =>
  html`<div class="verdict empty">${lines.map((line) => html`<p>${line}</p>`)}</div>`;

const busy = (said: string): Html => html`<div class="verdict busy"><p class="sum">${spinner()} ${said}</p></div>`;

function running(tests: readonly TestResult[], last: Result | undefined): Html {
  const rest = (last?.tests ?? []).filter(({ name }) => !tests.some((test) => test.name === name));
  return html`<div class="verdict busy">
    <p class="sum">${spinner()} ${text.verdict.running} <span class="muted">${text.verdict.so(tests.length)}</span></p>
    <ul class="tests">
      ${tests.map(testItem)}
      ${rest.map(
        ({ name }) =>
          html`<li class="pending" data-key="${name}">
            <div class="head"><span class="icon"></span> <span class="name">${name}</span></div>
          </li>`,
      )}
    </ul>
  </div>`;
}

function finished(result: Result): Html {
  const passed = result.tests.filter(({ status }) => status === 'pass').length;
  const title = { pass: text.verdict.passed, fail: text.verdict.failed, error: text.verdict.error }[result.status];
  return html`<div class="verdict ${result.status}">
    <p class="sum">
      ${icon(result.status)} <strong>${title}</strong>
      <span class="muted"
        >${result.tests.length ? text.verdict.count(passed, result.tests.length) : nothing}
        ${duration(result.duration_ms)}</span
      >
    </p>
    ${result.message ? messageView(result.message) : nothing} ${logView(text.verdict.logOutside, result)}
    <ul class="tests">
      ${result.tests.map(testItem)}
    </ul>
  </div>`;
}

function testItem(test: TestResult): Html {
  return html`<li class="${test.status}" data-key="${test.name}">
    <div class="head">
      ${icon(test.status)}<span class="visually-hidden">${text.verdict.test[test.status]}: </span>
      <span class="name">${test.name}</span> ${duration(test.duration_ms)}
    </div>
    ${test.message ? messageView(test.message) : nothing} ${logView(text.verdict.log, test)}
  </li>`;
}

function logView(name: string, { output, status }: Pick<Result, 'output' | 'status'>): Html {
  if (!output) return nothing;
  return html`<details ${status === 'pass' ? '' : html`open`}>
    <summary>${name}</summary>
    <pre class="log" tabindex="0">${output}</pre>
  </details>`;
}

function duration(ms: number): Html {
  return html`<span class="duration"
    ><span aria-hidden="true">${text.duration(ms)}</span
    ><span class="visually-hidden">${text.spokenDuration(ms)}</span></span
  >`;
}
