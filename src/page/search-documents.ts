// What the search looks through: sections of lessons, tasks and the text of notebooks, as plain text.
import { readFileSync } from 'node:fs';
import { exercisesOf, type Course } from '../course/course.ts';
import { headingSlug } from '../course/heading-slug.ts';
import { text } from './words.ts';

export interface Document {
  /** Its address on the page. */
  readonly id: string;
  readonly title: string;
  readonly where: string;
  readonly body: string;
}

/** Everything of the course that can be found. */
export const documentsOf = (course: Course): Document[] => [
  ...lessonSections(course),
  ...tasks(course),
  ...notebooks(course),
];

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

function notebooks(course: Course): Document[] {
  return course.chapters.flatMap(({ slug, number, lesson, notebook }) =>
    notebook
      ? [
          {
            id: `/notebooks/${slug}`,
            title: `${text.doors.notebook}: ${lesson.title}`,
            where: text.course.chapter(number),
            body: plain(proseOf(readFileSync(notebook.source, 'utf8'))),
          },
        ]
      : [],
  );
}

// The Markdown cells of the percent format, without their comment marks.
function proseOf(source: string): string {
  const cells = source.split(/^\/\/ %%/m).filter((cell) => cell.startsWith(' [markdown]'));
  return cells.map((cell) => cell.replace(/^ \[markdown\].*$/m, '').replace(/^\/\/ ?/gm, '')).join('\n');
}

// A diagram is found by what it says in words, not by its source.
const wordsOfDiagram = (diagram: string): string =>
  [...diagram.matchAll(/^\s*acc(?:Title|Descr)\s*:\s*(.+)$/gm)].map(([, said]) => said).join(' ');

/** Markdown as one line of text: marks and fences gone, words and code kept. */
function plain(markdown: string): string {
  return markdown
    .replace(/^```question[\s\S]*?^```$/gm, '')
    .replace(/^```mermaid[\s\S]*?^```$/gm, wordsOfDiagram)
    .replace(/^```.*$|^<<< .*$|^> \[!\w+\]/gm, '')
    .replace(/^\|[\s:|-]+\|$/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`>#|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
