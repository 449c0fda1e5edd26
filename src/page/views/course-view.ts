import type { Chapter, Course, Exercise } from '../../course/course.ts';
import { exercisesOf } from '../../course/course.ts';
import { needsSaid } from '../../course/task.ts';
import { learningOrder } from '../../course/learning-order.ts';
import type { LaterChapter } from '../../course/coverage.ts';
import { progressOf, type Progress } from '../../progress/progress.ts';
import type { SessionState } from '../../watch/session.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { icon } from './icons.ts';
import { lackOf } from './lack.ts';
import { setupView } from './setup-view.ts';

export type Track = 'all' | 'fast';

export interface Beside {
  /** Chapters that are still to be written. */
  readonly later: readonly LaterChapter[];
  /** The way to the review, where there is one. */
  readonly review: Html;
}

/** The course at a glance: what is done, what comes next, every chapter with its doors. */
export function courseView(course: Course, state: SessionState, track: Track, { later, review }: Beside): Html {
  return html`<div class="hero">
      <h1>${text.name}</h1>
      <p class="lead">${text.lead}</p>
      <div data-live="progress:${track}">${progressView(course, state, track)}</div>
      <p>${review}</p>
    </div>
    <div data-live="setup">${setupView(state)}</div>
    ${trackSwitch(track)} ${course.chapters.length === 0 ? html`<p class="empty">${text.course.empty}</p>` : nothing}
    <ol class="chapters">
      ${inOrder(course, later).map((chapter) =>
        'lesson' in chapter ? chapterCard(chapter, state, track) : laterCard(chapter),
      )}
    </ol>`;
}

/** How far the learner is, and the button that goes on from there. */
export function progressView(course: Course, state: SessionState, track: Track): Html {
  const exercises = learningOrder(exercisesOf(course)).filter(({ fast }) => track === 'all' || fast);
  const open = exercises.filter(({ id }) => progressOf(state.progress, id).state !== 'passed');
  const done = exercises.length - open.length;
  const minutes = open.reduce((sum, exercise) => sum + exercise.minutes, 0);
  if (exercises.length === 0) return nothing;
  return html`<div class="going">
    ${nextStep(course, exercises, state, track)}
    <div class="far">
      <progress
        max="${exercises.length}"
        value="${done}"
        aria-label="${text.course.progress(done, exercises.length)}"
      ></progress>
      <span>${text.course.progress(done, exercises.length)}</span>
      ${open.length ? html`<span class="muted">${text.course.left(minutes)}</span>` : nothing}
      <a href="/progress">${text.summary.title}</a>
    </div>
  </div>`;
}

function nextStep(course: Course, exercises: Exercise[], state: SessionState, track: Track): Html {
  const untouched = Object.keys(state.progress.exercises).length === 0;
  const first = course.chapters[0];
  if (untouched && first) return startButton(`/lessons/${first.slug}`, text.course.start, first.lesson.title);
  // In a track the learner may be at an exercise that does not belong to it.
  const current = exercises.find(({ id }) => id === state.current);
  const next = [current, ...exercises].find((exercise) => exercise && isOpen(exercise, state.progress));
  if (!next) return html`<p class="all-done">${text.course.allDone(track)}</p>`;
  return startButton(`/exercises/${next.id}`, text.course.resume, `${next.label} ${next.title}`);
}

const isOpen = (exercise: Exercise, progress: Progress): boolean =>
  progressOf(progress, exercise.id).state === 'pending';

function startButton(href: string, verb: string, what: string): Html {
  return html`<a class="button primary" href="${href}"><span class="verb">${verb}</span> <span>${what}</span></a>`;
}

function trackSwitch(track: Track): Html {
  const link = (to: Track, href: string, name: string) =>
    html`<a href="${href}" ${track === to ? html`aria-current="true"` : ''}>${name}</a>`;
  return html`<nav class="switch" aria-label="${text.course.track}">
      ${link('all', '/', text.course.all)}${link('fast', '/?track=fast', text.course.fast)}
    </nav>
    ${track === 'fast' ? html`<p class="muted">${text.course.fastLead}</p>` : nothing}`;
}

const inOrder = ({ chapters }: Course, later: readonly LaterChapter[]): (Chapter | LaterChapter)[] =>
  [...chapters, ...later].toSorted((a, b) => a.number - b.number);

const laterCard = ({ number, title }: LaterChapter): Html =>
  html`<li class="chapter later">
    <div class="ordinal" aria-hidden="true">${number}</div>
    <p><span class="visually-hidden">${text.course.chapter(number)}: </span>${text.course.later(title)}</p>
  </li>`;

function chapterCard(chapter: Chapter, state: SessionState, track: Track): Html {
  const exercises = chapter.exercises.filter((exercise) => track === 'all' || exercise.fast);
  const done = exercises.filter(({ id }) => progressOf(state.progress, id).state === 'passed').length;
  const minutes = chapter.lesson.minutes + exercises.reduce((sum, exercise) => sum + exercise.minutes, 0);
  const complete = exercises.length > 0 && done === exercises.length;
  return html`<li class="chapter ${complete ? 'complete' : ''}">
    <div class="ordinal" aria-hidden="true">${chapter.number}</div>
    <div class="body">
      <h2>
        <a href="/lessons/${chapter.slug}"
          ><span class="visually-hidden">${text.course.chapter(chapter.number)}: </span>${chapter.lesson.title}</a
        >
      </h2>
      <p>${chapter.lesson.summary}</p>
      <p class="meta">
        <a href="/lessons/${chapter.slug}">${text.doors.lesson}</a>
        ${chapter.notebook ? html`<a href="/notebooks/${chapter.slug}">${text.doors.notebook}</a>` : nothing}
        <span class="muted">${text.minutes(minutes)}</span>
      </p>
      <ul class="exercises" data-live="exercises:${track}:${chapter.slug}">
        ${exerciseRows(exercises, state)}
      </ul>
    </div>
  </li>`;
}

/** One line for each exercise, with how it stands. */
export function exerciseRows(exercises: readonly Exercise[], state: SessionState): Html {
  return html`${exercises.map((exercise) => {
    const standing = progressOf(state.progress, exercise.id).state;
    const current = exercise.id === state.current ? 'current' : '';
    return html`<li class="${standing} ${current}">
      <a href="/exercises/${exercise.id}">
        ${standingMark(standing)}<span class="label">${exercise.label}</span>
        <span class="title">${exercise.title}</span>
      </a>
      <span class="muted">${exercise.trouble ? text.course.broken : factsOf(exercise, state)}</span>
    </li>`;
  })}`;
}

function factsOf({ kind, minutes, needs }: Exercise, state: SessionState): Html {
  const facts = [text.kinds[kind], text.minutes(minutes), needsSaid(needs)].filter(Boolean).join(' · ');
  const lack = lackOf(state, needs);
  return lack === undefined ? html`${facts}` : html`<span title="${lack}">${facts} (${text.notHere})</span>`;
}

/** A tick for what is passed, a ring for what is to do; said in words to a screen reader. */
export function standingMark(standing: keyof typeof text.states): Html {
  const shown = { pending: nothing, passed: icon('pass'), skipped: icon('skipped'), 'gave-up': icon('fail') }[standing];
  return html`<span class="standing ${standing}"
    >${shown}<span class="visually-hidden">${text.states[standing]}</span></span
  >`;
}
