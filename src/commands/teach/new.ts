// Lays out files for authors. Nothing that is there is ever written over.
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { exercisesOf, type Chapter } from '../../course/course.ts';
import { keyPattern } from '../../course/load-course.ts';
import { expandIncludes } from '../../course/expand-includes.ts';
import { titleFrom } from '../../course/stand-in.ts';
import { newText } from '../../text/words.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';
import { exerciseFiles } from './exercise-templates.ts';

/** Lays out all files of an exercise: `5/3 read-the-lag`. */
export async function newExercise(context: Context, args: { place: string; slug: string }): Promise<ExitCode> {
  const { chapter, number } = placeOf(context, args.place);
  const key = `${String(number).padStart(2, '0')}-${args.slug}`;
  if (!keyPattern.test(key)) throw usage(newText.badSlug(args.slug), newText.badSlugNext);
  const there = [...chapter.exercises, ...chapter.deprecated];
  const taken = there.find((each) => each.number === number || each.slug === args.slug);
  const free = Math.max(...there.map((each) => each.number)) + 1;
  if (taken) throw usage(newText.taken(taken.label, taken.title), newText.takenNext(free));
  const exportName = args.slug.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const files = exerciseFiles({ chapter: chapter.key, key, title: titleFrom(args.slug), exportName });
  await writeNew(context, files);
  context.output.print(newText.exerciseNext(`${chapter.number}/${number}`));
  return 0;
}

function placeOf({ course }: Context, typed: string): { chapter: Chapter; number: number } {
  const [, of = '', number = ''] = /^0*(\d{1,2})\/0*(\d{1,2})$/.exec(typed) ?? [];
  if (Number(number) === 0) throw usage(newText.badPlace(typed), newText.badPlaceNext);
  const chapter = course().chapters.find((each) => each.number === Number(of));
  if (!chapter) throw usage(newText.noChapter(of), newText.noChapterNext);
  return { chapter, number: Number(number) };
}

/** Copies a client of the same language as the beginning of another: `go-mine` begins as the first `go-…`. */
export async function newClient({ output, paths }: Context, { name }: { name: string }): Promise<ExitCode> {
  const folder = join(paths.root, 'clients');
  const target = join(folder, name);
  if (!/^[a-z]+(-[a-z0-9]+)+$/.test(name)) throw usage(newText.badClient(name), newText.badClientNext);
  if (existsSync(target)) throw usage(newText.there(`clients/${name}`), newText.thereNext);
  const [language = ''] = name.split('-', 1);
  const model = (existsSync(folder) ? await readdir(folder) : [])
    .toSorted()
    .find((each) => each.startsWith(`${language}-`));
  if (model === undefined) throw usage(newText.noModel(language), newText.noModelNext);
  await cp(join(folder, model), target, {
    recursive: true,
    filter: (path) => !/(?:^|[/\\])(?:bin|node_modules|target|__pycache__)$/.test(path),
  });
  const manifest = join(target, 'client.json');
  await writeFile(manifest, (await readFile(manifest, 'utf8')).replaceAll(model, name));
  output.print(newText.client(name, model));
  output.data({ client: name, model });
  return 0;
}

/** Copies task, lesson and stub of every exercise, and nothing else, for somebody who writes answers from them alone. */
export async function newReaderCopy(context: Context, { folder }: { folder: string }): Promise<ExitCode> {
  const { course, output, paths } = context;
  const target = resolve(folder);
  if (existsSync(target) && (await readdir(target)).length > 0)
    throw usage(newText.notEmpty(target), newText.notEmptyNext);
  const inside = (path: string): string => path.slice(paths.root.length + 1);
  const exercises = exercisesOf(course());
  // As a learner reads it: the front matter says what the suite tries, and what it does not.
  const tasks = exercises.map(
    ({ files, label, title, task }) => [files.task, `# ${label} ${title}\n\n${task}\n`] as const,
  );
  const stubs = await Promise.all(
    exercises.map(async ({ files }) => [files.stub, await readFile(files.stub, 'utf8')] as const),
  );
  // With the code that they show: a reader has no other file to see it in.
  const lessons = course().chapters.map(
    ({ lesson }) => [lesson.path, expandIncludes(lesson.body, paths.root)] as const,
  );
  for (const [path, written] of [...lessons, ...tasks, ...stubs]) {
    const copy = join(target, inside(path));
    await mkdir(dirname(copy), { recursive: true });
    await writeFile(copy, written);
  }
  output.print(newText.readerCopy(exercises.length, target));
  output.data({ folder: target, exercises: exercises.length });
  return 0;
}

async function writeNew({ output, paths }: Context, files: Readonly<Record<string, string>>): Promise<void> {
  const there = Object.keys(files).find((path) => existsSync(join(paths.root, path)));
  if (there !== undefined) throw usage(newText.there(there), newText.thereNext);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(paths.root, path)), { recursive: true });
    await writeFile(join(paths.root, path), text, { flag: 'wx' });
    output.print(path);
  }
  output.data({ files: Object.keys(files) });
}

const usage = (message: string, next: string): WorkbookError => new WorkbookError(message, { next, fault: 'usage' });
