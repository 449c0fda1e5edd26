import type { Exercise } from '../../course/course.ts';
import { isVerdict, type RequirementResult, type Result, type TestResult } from '../../grading/result.ts';
import { inlineText } from '../../text/inline-text.ts';
import { progressOf } from '../../progress/progress.ts';
import { labText } from '../../lab/words.ts';
import type { Phase } from '../../lab/phase.ts';
import { workIn } from '../../watch/current-work.ts';
import type { RunState, SessionState } from '../../watch/session.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { icon, spinner } from './icons.ts';
import { lackOf } from './lack.ts';
import { messageView } from './message-view.ts';

type Running = Extract<RunState, { status: 'running' }>;

/** How the learner's file stands: nothing yet, a run as its tests end, or the finished run. */
export function verdictView(state: SessionState, exercise: Exercise): Html {
  const { run } = state;
  const work = workIn(state, exercise.id);
  if (state.deleted.includes(work)) return empty(text.exercise.deleted);
  if (run.status === 'waiting' && run.work === work) return busy(text.verdict.waiting);
  const last = state.results[work];
  if (run.status === 'running' && run.work === work) return running(run, last);
  if (last) return finished(last, exercise);
  const lack = lackOf(state, exercise.needs);
  if (lack !== undefined) return empty(text.verdict.lacks, lack);
  const passed = progressOf(state.progress, exercise.id).firstPassedAt !== null;
  return passed ? empty(text.verdict.passedBefore) : empty(text.verdict.none, text.verdict.noneNext);
}

const empty = (...lines: string[]): Html =>
  html`<div class="verdict empty">${lines.map((line) => html`<p>${line}</p>`)}</div>`;

const busy = (said: string): Html => html`<div class="verdict busy"><p class="sum">${spinner()} ${said}</p></div>`;

function running({ tests, phases = [] }: Running, last: Result | undefined): Html {
  const rest = (last?.tests ?? []).filter(({ id }) => !tests.some((test) => test.id === id));
  return html`<div class="verdict busy">
    <p class="sum">${spinner()} ${text.verdict.running} <span class="muted">${text.verdict.so(tests.length)}</span></p>
    ${phases.length > 0 ? phasesView(phases) : nothing}
    <ul class="tests">
      ${tests.map(testItem)}
      ${rest.map(
        ({ id, title }) =>
          html`<li class="pending" data-key="${id}">
            <div class="head"><span class="icon"></span> <span class="name">${title}</span></div>
          </li>`,
      )}
    </ul>
  </div>`;
}

/** What happens to the cluster of a drill, the newest last. */
function phasesView(phases: readonly Phase[]): Html {
  return html`<ol class="phases" aria-label="${text.verdict.phases}">
    ${phases.map((phase, at) => html`<li data-key="phase:${at}">${labText.phase(phase)}</li>`)}
  </ol>`;
}

function finished(result: Result, exercise: Exercise): Html {
  const passed = result.tests.filter(({ state }) => state === 'passed').length;
  const tone = result.status === 'passed' ? 'pass' : isVerdict(result) ? 'fail' : 'error';
  const title = { pass: text.verdict.passed, fail: text.verdict.failed, error: text.verdict.error }[tone];
  return html`<div class="verdict ${tone}">
    <p class="sum">
      ${icon(tone)} <strong>${title}</strong>
      <span class="muted"
        >${result.tests.length ? text.verdict.count(passed, result.tests.length) : nothing}
        ${duration(result.durationMs)}</span
      >
    </p>
    ${result.message ? messageView(result.message) : nothing} ${logView(text.verdict.logOutside, result.output, tone)}
    <ul class="tests">
      ${result.tests.map(testItem)}
    </ul>
    ${tone === 'error' ? nothing : requirementsView(result, exercise)}
  </div>`;
}

/** What became of each requirement of the task, in the task's words where it still asks for it. */
function requirementsView({ requirements }: Result, exercise: Exercise): Html {
  const textOf = (id: string): string => inlineText(exercise.requirements.find((each) => each.id === id)?.text ?? id);
  return html`<h3>${text.verdict.requirements}</h3>
    <ul class="requirements">
      ${requirements.map(
        ({ id, state, points, maxPoints }) =>
          html`<li class="${toneOf(state)}" data-key="requirement:${id}">
            ${icon(toneOf(state))} <span class="name">${textOf(id)}</span>
            <span class="muted">${text.verdict.states[state]}, ${text.verdict.pointsOf(points, maxPoints)}</span>
          </li>`,
      )}
    </ul>`;
}

type Tone = 'pass' | 'fail' | 'error';

function toneOf(state: TestResult['state'] | RequirementResult['state']): Tone {
  if (state === 'passed' || state === 'met') return 'pass';
  return state === 'failed' || state === 'not-met' ? 'fail' : 'error';
}

function testItem(test: TestResult): Html {
  const tone = toneOf(test.state);
  return html`<li class="${tone}" data-key="${test.id}">
    <div class="head">
      ${icon(tone)}<span class="visually-hidden">${text.verdict.test[tone]}: </span>
      <span class="name">${test.title}</span> ${duration(test.durationMs)}
    </div>
    ${test.message ? test.message.split('\n\n').map(messageView) : nothing}
    ${logView(text.verdict.log, test.output, tone)}
  </li>`;
}

function logView(name: string, output: string | null, tone: Tone): Html {
  if (!output) return nothing;
  return html`<details ${tone === 'pass' ? '' : html`open`}>
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
