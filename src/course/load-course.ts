import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from '../project.ts';
import { lessonFrontMatter, questionSchema, type Chapter, type Course, type Lesson } from './course.ts';
import { parseFrontMatter, parseYaml } from './front-matter.ts';
import { loadExercise } from './load-exercise.ts';
import { readOr, titleFrom } from './stand-in.ts';

/** The shape of every chapter's and exercise's name. */
export const keyPattern = /^(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)$/;

/**
 * Reads the whole course from disk: a lesson makes a chapter. A lesson or task that is broken has its `trouble`, which names
 * the file and the field, and leaves the others alone.
 */
export function loadCourse(root: string = projectRoot): Course {
  const chapters = list(join(root, 'lessons'))
    .filter((name) => name.endsWith('.md') && keyPattern.test(basename(name, '.md')))
    .map((name) => loadChapter(root, basename(name, '.md')));
  return { root, chapters };
}

function loadChapter(root: string, key: string): Chapter {
  const [, number = '', slug = ''] = keyPattern.exec(key) ?? [];
  const source = join(root, 'notebooks', `${key}.ts`);
  const exercises = list(join(root, 'exercises', key))
    .filter((name) => name.endsWith('.md') && keyPattern.test(basename(name, '.md')))
    .map((name) => loadExercise(root, key, basename(name, '.md')));
  return {
    key,
    number: Number(number),
    slug,
    lesson: loadLesson(join(root, 'lessons', `${key}.md`), slug),
    notebook: existsSync(source) ? { source, paired: source.replace(/\.ts$/, '.ipynb') } : undefined,
    exercises: exercises.filter(({ deprecated }) => deprecated !== true),
    deprecated: exercises.filter(({ deprecated }) => deprecated === true),
  };
}

function loadLesson(path: string, slug: string): Lesson {
  return readOr(
    () => readLesson(path),
    (trouble) => ({
      title: titleFrom(slug),
      summary: trouble.message,
      minutes: 0,
      path,
      body: '',
      questions: [],
      trouble,
    }),
  );
}

function readLesson(path: string): Lesson {
  const { data, body } = parseFrontMatter(readFileSync(path, 'utf8'), lessonFrontMatter, path);
  const blocks = body.matchAll(/^```question\r?\n([\s\S]*?)^```/gm);
  const questions = [...blocks].map((block) => parseYaml(block[1] ?? '', questionSchema, path));
  return { ...data, path, body, questions };
}

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}
