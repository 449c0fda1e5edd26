import { relative } from 'node:path';
import type { Chapter, Course, Exercise } from '../../course/course.ts';
import { exercisesOf } from '../../course/course.ts';
import type { PageDeps } from '../deps.ts';
import { text } from '../words.ts';
import { html, nothing, raw, type Html } from '../html.ts';
import { needsSaid } from '../../course/task.ts';
import { workFile } from '../../course/work.ts';
import { workIn } from '../../watch/current-work.ts';
import { actionsView } from './actions-view.ts';
import { doorsNav } from './doors.ts';
import { hintsView } from './hints-view.ts';
import { verdictView } from './verdict-view.ts';

/** An exercise: the task and its hints, and beside it the verdict as it comes. */
export async function exerciseView(deps: PageDeps, course: Course, exercise: Exercise): Promise<Html> {
  const { state } = deps.session;
  const chapter = course.chapters.find(({ key }) => key === exercise.chapter)!;
  const task = await deps.markdown.render(exercise.task, `exercises/${exercise.chapter}`);
  const { id } = exercise;
  return html`${doorsNav(chapter, state, `/exercises/${id}`)}
    <article class="text" data-exercise="${id}">
      <header>
        <p class="tag">${exercise.label} · ${text.kinds[exercise.kind]}</p>
        <h1>${exercise.title}</h1>
        <p class="meta muted">
          ${[text.minutes(exercise.minutes), text.points(exercise.points), needsSaid(exercise.needs)].filter(Boolean).join(' · ')}
        </p>
      </header>
      ${exercise.deprecated ? html`<p class="muted">${text.exercise.deprecated}</p>` : nothing}
      ${fileBar(course, workFile(exercise, workIn(state, id)))}
      ${task.pieces.map((piece) => ('html' in piece ? raw(piece.html) : nothing))}
      <p>${sectionLink(chapter, exercise)}</p>
      <div data-live="hints:${id}">${await hintsView(deps, exercise)}</div>
    </article>
    <aside class="verdict-pane" aria-labelledby="verdict-title">
      <h2 class="visually-hidden" id="verdict-title">${text.exercise.verdict}</h2>
      <div data-live="verdict:${id}">${verdictView(state, exercise)}</div>
      <div data-live="actions:${id}">${actionsView(course, state, exercise)}</div>
      ${neighbours(course, exercise)}
    </aside>`;
}

function fileBar(course: Course, file: string): Html {
  const path = relative(course.root, file).replaceAll('\\', '/');
  return html`<div class="filebar">
    <span class="visually-hidden">${text.exercise.file}: </span><code class="path">${path}</code>
    <form method="post" action="/open" data-enhance>
      <input type="hidden" name="path" value="${path}" />
      <button>${text.exercise.open}</button>
    </form>
  </div>`;
}

function sectionLink(chapter: Chapter, exercise: Exercise): Html {
  return html`<a class="section" href="/lessons/${chapter.slug}#${exercise.section}">${text.exercise.section}</a>`;
}

function neighbours(course: Course, exercise: Exercise): Html {
  const all = exercisesOf(course);
  const at = all.indexOf(exercise);
  if (at < 0) return nothing;
  return html`<nav class="pager" aria-label="${text.course.exercises}">
    ${neighbour('prev', text.exercise.previous, all[at - 1])} ${neighbour('next', text.exercise.next, all[at + 1])}
  </nav>`;
}

function neighbour(rel: 'prev' | 'next', name: string, to: Exercise | undefined): Html {
  if (!to) return nothing;
  return html`<a class="${rel}" rel="${rel}" href="/exercises/${to.id}"
    ><span class="muted">${name}</span> ${to.label} ${to.title}</a
  >`;
}
