import type { Course } from '../../course/course.ts';
import { headingSlug } from '../../course/heading-slug.ts';
import type { Word } from '../../course/word-list.ts';
import { text } from '../words.ts';
import { html, nothing, raw, type Html } from '../html.ts';
import type { Markdown } from '../markdown/markdown.ts';

/** Every word that the course explains, in the order of the alphabet. */
export function glossaryView(words: readonly Word[], course: Course, markdown: Pick<Markdown, 'inline'>): Html {
  const sorted = words.toSorted((one, other) => one.word.localeCompare(other.word));
  return html`<article class="text">
    <header>
      <h1>${text.glossary.title}</h1>
      <p class="lead">${text.glossary.lead}</p>
    </header>
    <dl class="glossary">${sorted.map((word) => entry(word, course, markdown))}</dl>
  </article>`;
}

function entry({ word, also, means, section }: Word, course: Course, markdown: Pick<Markdown, 'inline'>): Html {
  const others = also.length ? html` <span class="muted small">${text.searching.also(also)}</span>` : nothing;
  return html`<dt id="${headingSlug(word)}"><dfn>${word}</dfn>${others}</dt>
    <dd>${raw(markdown.inline(means))} ${lessonLink(section, course)}</dd>`;
}

function lessonLink(section: string | undefined, course: Course): Html {
  const chapter = course.chapters.find(({ slug }) => slug === section?.split('#', 1).join());
  if (!chapter || section === undefined) return nothing;
  return html`<a class="small" href="/lessons/${section}">${chapter.number} ${chapter.lesson.title}</a>`;
}
