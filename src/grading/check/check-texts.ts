// What can be said about lessons and tasks without running anything.
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Chapter, Course, Exercise } from '../../course/course.ts';
import { expandIncludes } from '../../course/expand-includes.ts';
import { checkQuestions } from './check-questions.ts';
import { checkLessonPrograms } from './lesson-programs.ts';
import { error, warning, type Finding } from './finding.ts';
import { readMarkdown, type MarkdownFacts } from './read-markdown.ts';
import { problems } from './words.ts';

const lessonWords = { least: 900, most: 2_000 };

/** Checks every lesson and task: includes, links, anchors, code, questions, length. */
export function checkTexts(course: Course): Finding[] {
  const texts = textsOf(course);
  return [
    ...course.chapters.flatMap((chapter) => checkLesson(chapter, course.root)),
    ...texts.flatMap((text) => checkLinks(text, texts, course.root)),
    ...checkQuestionIds(course),
    ...checkQuestions(course),
    ...checkLessonPrograms(course),
  ];
}

/** A Markdown file of the course; `path` is relative to it, with `/`. */
interface Text {
  readonly path: string;
  readonly facts: MarkdownFacts;
}

function textsOf({ root, chapters }: Course): Text[] {
  const named = (path: string): string => relative(root, path).split(sep).join('/');
  return chapters.flatMap(({ lesson, exercises }) => [
    { path: named(lesson.path), facts: readMarkdown(lesson.body) },
    ...exercises.map((each) => ({ path: named(each.files.task), facts: readMarkdown(wholeTask(each)) })),
  ]);
}

const wholeTask = ({ task, hints }: Exercise): string => [task, ...hints].join('\n\n');

function checkLesson({ key, lesson, exercises }: Chapter, root: string): Finding[] {
  const where = `lessons/${key}.md`;
  const { words, fences, anchors } = readMarkdown(lesson.body);
  const { least, most } = lessonWords;
  return [
    ...(words < least || words > most ? [warning(where, problems.length(words, least, most))] : []),
    ...fences.filter(isTypedCode).map((info) => error(where, problems.typedCode(info))),
    ...exercises.flatMap(({ label, section, requirements }) =>
      [section, ...requirements.flatMap((each) => each.section ?? [])]
        .filter((name) => !anchors.has(name))
        .map((name) => error(label, problems.noSection(name, where))),
    ),
    ...checkIncludes(where, lesson.body, root),
  ];
}

// Code that learners might copy runs somewhere; what is wrong on purpose says so.
const isTypedCode = (info: string): boolean => /^(ts|typescript|js|javascript)\b(?!.*\bbad\b)/.test(info);

function checkIncludes(where: string, body: string, root: string): Finding[] {
  try {
    expandIncludes(body, root);
    return [];
  } catch (cause) {
    return [error(where, cause instanceof Error ? cause.message : String(cause))];
  }
}

function checkLinks({ path, facts }: Text, texts: readonly Text[], root: string): Finding[] {
  return facts.links
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link))
    .flatMap((link) => {
      const [target = '', anchor] = decodeURI(link).split('#', 2);
      const file = target ? join(dirname(path), target).split(sep).join('/') : path;
      if (target && !existsSync(join(root, file))) return [error(path, problems.noFile(link))];
      const text = texts.find((each) => each.path === file);
      const dead = anchor && text && !text.facts.anchors.has(anchor);
      return dead ? [error(path, problems.noHeading(link, file))] : [];
    });
}

function checkQuestionIds({ chapters }: Course): Finding[] {
  const asked = chapters.flatMap(({ key, lesson }) =>
    lesson.questions.map(({ id }) => ({ id, where: `lessons/${key}.md` })),
  );
  return asked
    .filter(({ id }, at) => asked.findIndex((other) => other.id === id) < at)
    .map(({ id, where }) => error(where, problems.askedTwice(id)));
}
