// The two live parts of the frame: what the workbook does now, and what is to be told once.
import { workOf } from '../../course/work.ts';
import { currentWork, workUnderWay } from '../../watch/current-work.ts';
import { checkedIn, labelOf } from '../../watch/labels.ts';
import type { BrokerState, Notice, SessionState } from '../../watch/session.ts';
import type { Course } from '../../course/course.ts';
import { exerciseById } from '../../course/course.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';

/** The broker's state and the exercise that runs, else the one at hand, each a link to where it is shown in full. */
export function statusView(state: SessionState, course: Course): Html {
  const work = workUnderWay(state);
  const current = exerciseById(course, work === undefined ? state.current : workOf(work).exercise);
  return html`${brokerPill(state.broker)}${
    current
      ? html`<a class="now" href="/exercises/${current.id}"
          ><span class="dot ${runTone(state)}"></span><span class="visually-hidden">${text.nowWord} </span
          ><span class="label">${current.label}</span> <span class="title">${current.title}</span></a
        >`
      : nothing
  }`;
}

function brokerPill(broker: BrokerState): Html {
  const tone = { starting: 'busy', ready: 'pass', lost: 'error', failed: 'fail' }[broker.status];
  const said = broker.status === 'ready' ? broker.label : text.broker[broker.status];
  return html`<a class="pill" href="/broker" title="${said}"
    ><span class="dot ${tone}"></span>${text.broker[broker.status]}</a
  >`;
}

function runTone(state: SessionState): string {
  const work = currentWork(state);
  if (work === undefined) return '';
  return workUnderWay(state) === undefined ? (state.results[work]?.status ?? '') : 'busy';
}

/** What the learner is told once, until the next thing they do. */
export function noticeView(state: SessionState, flash?: string): Html {
  const { notice } = state;
  const lines = [flash, notice && sentence(notice, state)].filter(Boolean);
  return lines.length ? html`<div class="notice" role="status">${lines.join(' ')}</div>` : nothing;
}

function sentence(notice: Notice, state: SessionState): string {
  if (notice.kind === 'also-checked') return text.alsoChecked(checkedIn(state, notice));
  if (notice.kind === 'many-saved') return text.manySaved(labelOf(state, notice.exercise));
  return [text.notices[notice.kind], notice.detail].filter(Boolean).join(' ');
}
