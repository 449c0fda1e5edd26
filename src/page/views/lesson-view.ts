import type { Chapter, Course } from '../../course/course.ts';
import { expandIncludes } from '../../course/expand-includes.ts';
import { lastAnswer, progressOf } from '../../progress/progress.ts';
import type { PageDeps } from '../deps.ts';
import { text } from '../words.ts';
import { html, nothing, raw, type Html } from '../html.ts';
import type { Heading, Rendered } from '../markdown/rendered.ts';
import { doorsNav } from './doors.ts';
import { questionView } from './question-view.ts';
import { reviewLink } from './review-view.ts';

/** A lesson: text with its questions in place, contents beside it, and the ways on below it. */
export async function lessonView(deps: PageDeps, course: Course, chapter: Chapter, again?: string): Promise<Html> {
  const { state } = deps.session;
  const { lesson } = chapter;
  const rendered = await deps.markdown.render(expandIncludes(lesson.body, course.root), 'lessons');
  const here = `/lessons/${chapter.slug}`;
  return html`${doorsNav(chapter, state, here)}
    <article class="text" data-reading="${chapter.slug}">
      <header>
        <h1>${lesson.title}</h1>
        <p class="lead">${lesson.summary}</p>
        <p class="meta muted">
          ${text.minutes(lesson.minutes)}
          <a id="resume" class="button small" href="#main" hidden>${text.lesson.resume} <span></span></a>
        </p>
      </header>
      ${body(rendered, chapter, deps, again)} ${waysOn(course, chapter, deps)}
    </article>
    ${contents(rendered.headings)}`;
}

function body(rendered: Rendered, chapter: Chapter, deps: PageDeps, again?: string): Html {
  const { progress } = deps.session.state;
  return html`${rendered.pieces.map((piece) => {
    if ('html' in piece) return raw(piece.html);
    const question = chapter.lesson.questions.find(({ id }) => id === piece.question);
    if (!question) return nothing;
    const key = `${chapter.slug}/${question.id}`;
    return html`<div data-live="question:${key}">
      ${questionView(key, question, question.id === again ? undefined : lastAnswer(progress, key), deps)}
    </div>`;
  })}`;
}

function contents(headings: readonly Heading[]): Html {
  const shown = headings.filter(({ depth }) => depth === 2 || depth === 3);
  if (shown.length < 2) return nothing;
  return html`<nav class="contents" aria-labelledby="contents-title">
    <h2 id="contents-title">${text.lesson.contents}</h2>
    <ul>
      ${shown.map(({ id, text: name, depth }) => html`<li class="depth${depth}"><a href="#${id}">${name}</a></li>`)}
    </ul>
  </nav>`;
}

function waysOn(course: Course, chapter: Chapter, deps: PageDeps): Html {
  const { state } = deps.session;
  const open = chapter.exercises.find(({ id }) => progressOf(state.progress, id).state === 'pending');
  const exercise = open ?? chapter.exercises[0];
  const at = course.chapters.indexOf(chapter);
  const [before, after] = [course.chapters[at - 1], course.chapters[at + 1]];
  return html`<section class="then" aria-labelledby="then-title">
      <h2 id="then-title">${text.lesson.waysOn}</h2>
      <div class="ways">
        ${
          exercise
            ? html`<a class="button primary" href="/exercises/${exercise.id}">${exercise.label} ${exercise.title}</a>`
            : nothing
        }
        ${
          chapter.notebook
            ? html`<a class="button" href="/notebooks/${chapter.slug}">${text.lesson.tryIt}</a>`
            : nothing
        }
        ${reviewLink(deps, course)}
      </div>
    </section>
    <nav class="pager" aria-label="${text.lesson.chapters}">
      ${before ? pagerLink('prev', text.lesson.previous, before) : nothing}
      ${after ? pagerLink('next', text.lesson.next, after) : nothing}
    </nav>`;
}

function pagerLink(rel: 'prev' | 'next', name: string, chapter: Chapter): Html {
  return html`<a class="${rel}" rel="${rel}" href="/lessons/${chapter.slug}"
    ><span class="muted">${name}</span> ${chapter.lesson.title}</a
  >`;
}
