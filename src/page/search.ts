// Search over the whole course: each section of a lesson and each task is a document of a small full-text index in memory.
import MiniSearch from 'minisearch';
import { exercisesOf, type Course } from '../course/course.ts';
import { headingSlug } from '../course/heading-slug.ts';
import { text } from './en.ts';

export interface Found {
  readonly href: string;
  readonly title: string;
  /** Chapter or exercise that it stands in. */
  readonly where: string;
  readonly excerpt: string;
  /** The words of the index that matched. */
  readonly terms: readonly string[];
}

interface Document {
  readonly id: string;
  readonly title: string;
  readonly where: string;
  readonly body: string;
}

const shown = 20;

/** An index of the course as it is now: call the function with a query. */
export function createSearch(course: Course): (query: string) => Found[] {
  const documents = [...lessonSections(course), ...tasks(course)];
  const index = new MiniSearch<Document>({
    fields: ['title', 'where', 'body'],
    storeFields: ['title', 'where', 'body'],
    searchOptions: { boost: { title: 4, where: 2 }, prefix: true, fuzzy: (term) => (term.length > 4 ? 0.2 : false) },
  });
  index.addAll(documents);
  return (query) =>
    index
      .search(query, { combineWith: 'AND' })
      .slice(0, shown)
      .map((hit) => ({
        href: String(hit.id),
        title: String(hit['title']),
        where: String(hit['where']),
        excerpt: excerptOf(String(hit['body']), hit.terms),
        terms: hit.terms,
      }));
}

function lessonSections(course: Course): Document[] {
  return course.chapters.flatMap(({ slug, lesson, number }) => {
    const seen = new Map<string, number>();
    const sections = lesson.body.split(/^(?=#{2,4} )/m);
    return sections.map((section, at): Document => {
      const heading = /^#{2,4} (.+)$/m.exec(section)?.[1];
      const own = section.startsWith('#') ? heading : undefined;
      return {
        id: own ? `/lessons/${slug}#${headingSlug(plain(own), seen)}` : `/lessons/${slug}${at ? `#${at}` : ''}`,
        title: plain(own ?? lesson.title),
        where: `${text.course.chapter(number)}, ${lesson.title}`,
        body: plain(own ? section.slice(section.indexOf('\n')) : `${lesson.summary} ${section}`),
      };
    });
  });
}

function tasks(course: Course): Document[] {
  return exercisesOf(course).map(({ id, label, title, task }) => ({
    id: `/exercises/${id}`,
    title,
    where: `${text.searching.exercise} ${label}`,
    body: plain(task),
  }));
}

/** Markdown as one line of text: marks and fences gone, words and code kept. */
function plain(markdown: string): string {
  return markdown
    .replace(/^```question[\s\S]*?^```$/gm, '')
    .replace(/^```.*$|^<<< .*$|^> \[!\w+\]/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`>#|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function excerptOf(body: string, terms: readonly string[]): string {
  const lower = body.toLowerCase();
  const at = Math.max(
    0,
    Math.min(...terms.map((term) => lower.indexOf(term)).filter((index) => index >= 0), body.length),
  );
  const start = at > 80 && at < body.length ? body.indexOf(' ', at - 60) + 1 : 0;
  const end = body.indexOf(' ', start + 200);
  return `${start ? '… ' : ''}${body.slice(start, end < 0 ? undefined : end)}${end < 0 ? '' : ' …'}`;
}
