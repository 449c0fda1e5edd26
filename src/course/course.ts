// The course as data. Order is the number in a file's name, everything else stands in the file's front matter:
// nothing is listed twice. Ids carry no numbers, so that a chapter can be inserted without losing anybody's progress.
import { z } from 'zod';
import type { WorkbookError } from '../workbook-error.ts';
import type { Answer } from './answer.ts';
import type { ExerciseId, TaskFrontMatter } from './task.ts';
import { words } from './words.ts';

export { exerciseIdSchema, type ExerciseId, type Requirement } from './task.ts';

export const lessonFrontMatter = z.strictObject({
  title: z.string().min(1),
  summary: z.string().min(1),
  minutes: z.number().int().positive(),
});

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** A fenced block ```question in a lesson holds this as YAML. */
export const questionSchema = z.strictObject({
  id: slug,
  ask: z.string().min(1),
  choices: z
    .array(
      z.strictObject({ id: slug, say: z.string().min(1), right: z.literal(true).optional(), why: z.string().min(1) }),
    )
    .min(2)
    .refine((choices) => new Set(choices.map(({ id }) => id)).size === choices.length, { error: () => words.ownId })
    .refine((choices) => choices.filter((choice) => choice.right).length === 1, { error: () => words.oneRight }),
});
export type Question = z.infer<typeof questionSchema>;

/** A file of the course that may be broken. */
interface Breakable {
  /** What is wrong with the file, where something is: the rest is then made up from its name. */
  readonly trouble?: WorkbookError;
}

export interface Exercise extends Readonly<TaskFrontMatter>, Breakable {
  readonly id: ExerciseId;
  /** What a learner types: `1/2`. */
  readonly label: string;
  readonly chapter: string;
  readonly number: number;
  readonly slug: string;
  /** The slug in camelCase: the name of the function that the suite calls. */
  readonly exportName: string;
  /** What all its requirements are worth together. */
  readonly points: number;
  /** Markdown of the task as it stands in its file, with the mark for the requirements. */
  readonly body: string;
  /** Markdown of the task with its requirements. */
  readonly task: string;
  readonly hints: readonly string[];
  /** Every file that can be run for it, the stub first. */
  readonly answers: readonly Answer[];
  /** Absolute paths. */
  readonly files: {
    readonly task: string;
    readonly hints: string;
    /** What learners write in. */
    readonly stub: string;
    readonly suite: string;
    /** The suite's words in English; a translation has another language in its name. */
    readonly words: string;
  };
}

export interface Lesson extends z.infer<typeof lessonFrontMatter>, Breakable {
  readonly path: string;
  /** Markdown without front matter; includes (`<<< path#region`) not yet expanded. */
  readonly body: string;
  readonly questions: readonly Question[];
}

export interface Chapter {
  /** `01-connections`: the name of its files and folders. */
  readonly key: string;
  readonly number: number;
  readonly slug: string;
  readonly lesson: Lesson;
  /** The notebook's two paired files, where there is one. */
  readonly notebook: { readonly source: string; readonly paired: string } | undefined;
  /** Those that the course has; to go on with, to list and to add up. */
  readonly exercises: readonly Exercise[];
  /** Those that it has had (`deprecated: true`): their progress, reports and suites stay. */
  readonly deprecated: readonly Exercise[];
}

export interface Course {
  readonly root: string;
  readonly chapters: readonly Chapter[];
}

/** All exercises in the order of the course, without those that are no longer part of it. */
export function exercisesOf(course: Course): Exercise[] {
  return course.chapters.flatMap((chapter) => [...chapter.exercises]);
}

/** Exercises that the course has no longer. */
export function deprecatedIn(course: Course): Exercise[] {
  return course.chapters.flatMap((chapter) => [...chapter.deprecated]);
}

/** All exercises that have files: what can be asked for by name, is checked and is proved. */
export const allExercises = (course: Course): Exercise[] => [...exercisesOf(course), ...deprecatedIn(course)];

/** The exercise with this id, also one that is no longer part of the course; undefined where there is none. */
export function exerciseById(course: Course, id: string | undefined): Exercise | undefined {
  return allExercises(course).find((exercise) => exercise.id === id);
}

/** A lesson or task that is broken, and why. */
export interface BrokenFile {
  readonly path: string;
  readonly trouble: WorkbookError;
}

/** All that is broken, in the order of the course. */
export function brokenFiles(course: Course): BrokenFile[] {
  return course.chapters.flatMap(({ lesson, exercises, deprecated }) => [
    ...brokenFile(lesson.path, lesson),
    ...[...exercises, ...deprecated].flatMap((exercise) => brokenFile(exercise.files.task, exercise)),
  ]);
}

const brokenFile = (path: string, { trouble }: Breakable): BrokenFile[] => (trouble ? [{ path, trouble }] : []);

/**
 * The lesson or exercise itself, for who needs what stands in its file.
 * @throws WorkbookError where the file is broken.
 */
export function sound<T extends Lesson | Exercise>(file: T): T {
  if (file.trouble) throw file.trouble;
  return file;
}
