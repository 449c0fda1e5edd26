import type { Chapter } from '../../course/course.ts';
import { progressOf } from '../../progress/progress.ts';
import type { SessionState } from '../../watch/session.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { standingMark } from './course-view.ts';

/** The way through a chapter: the lesson explains, the notebook tries, each exercise asks. `at` is the path shown. */
export function doorsView(chapter: Chapter, state: SessionState, at: string): Html {
  const door = (href: string, name: Html | string, extra: Html = nothing) =>
    html`<li><a href="${href}" ${at === href ? html`aria-current="page"` : ''}>${extra}${name}</a></li>`;
  return html`<ol>
    ${door(`/lessons/${chapter.slug}`, text.doors.lesson)}
    ${chapter.notebook ? door(`/notebooks/${chapter.slug}`, text.doors.notebook) : nothing}
    ${chapter.exercises.map((exercise) => {
      const { state: standing } = progressOf(state.progress, exercise.id);
      const name = html`<span class="label">${exercise.label}</span> <span class="title">${exercise.title}</span>`;
      return door(`/exercises/${exercise.id}`, name, standingMark(standing));
    })}
  </ol>`;
}

/** The doors with their chapter's name, kept up to date. */
export function doorsNav(chapter: Chapter, state: SessionState, at: string): Html {
  return html`<nav class="doors" aria-label="${text.doors.label}">
    <p class="chapter-name">
      <a href="/">${text.course.chapter(chapter.number)}</a> <span>${chapter.lesson.title}</span>
    </p>
    <div data-live="doors:${chapter.slug}@${at}">${doorsView(chapter, state, at)}</div>
  </nav>`;
}
