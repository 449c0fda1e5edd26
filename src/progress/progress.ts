// Progress as data: the format of .workbook/progress.json and how an event changes it. Pure: reading and writing is
// progress-file.ts. Everything is keyed by ids without numbers, so that an inserted chapter loses nobody's progress,
// and entries of exercises that this course does not know are kept.
//
//   formatVersion   2; raised when an older workbook would misread the file
//   current         the exercise that the learner is at
//   exercises       <chapter>/<exercise> → state, hints shown, attempts, first and last pass (ISO times), best points,
//                   the languages in which it was passed, attempts in others than TypeScript
//   answers         <chapter>/<question> → every answer: when, which choice (by its id), whether it was right
//
// Keys that this version does not know are kept: an older workbook takes nothing from a newer one's file.
import { z } from 'zod';
import type { Language } from '../course/answer.ts';
import { exerciseIdSchema, type ExerciseId } from '../course/course.ts';
import { workOf, type WorkKey } from '../course/work.ts';

export const exerciseStates = ['pending', 'passed', 'skipped', 'gave-up'] as const;

const exerciseProgressSchema = z.looseObject({
  state: z.enum(exerciseStates),
  hintsShown: z.number().int().nonnegative(),
  attempts: z.number().int().nonnegative(),
  /** The learner asked for the solution before passing; stays true when they pass later. */
  gaveUp: z.boolean(),
  firstPassedAt: z.iso.datetime().nullable(),
  lastPassedAt: z.iso.datetime().nullable(),
  bestPoints: z.number().nonnegative(),
  /** Languages in which the exercise was passed, such as `typescript`. */
  languages: z.array(z.string()),
  /** Attempts in other languages than TypeScript; the rest of `attempts` were in it, also those that an older workbook counts. */
  attemptsIn: z.record(z.string(), z.number().int().nonnegative()).optional(),
});
export type ExerciseProgress = z.infer<typeof exerciseProgressSchema>;

const answeredSchema = z.looseObject({
  /** Null where a workbook of version 1 kept the answer, and not when it was given. */
  at: z.iso.datetime().nullable(),
  /** Id of the choice. */
  choice: z.string(),
  right: z.boolean(),
});
/** One answer to a question. */
export type Answered = z.infer<typeof answeredSchema>;

const answersSchema = z.looseObject({
  /** The oldest first. */
  history: z.array(answeredSchema),
  /** Answers before those, of which version 1 kept only the number. */
  before: z.number().int().nonnegative(),
});

export const formatVersion = 2;

export const progressSchema = z.looseObject({
  formatVersion: z.literal(formatVersion),
  current: exerciseIdSchema.nullable(),
  exercises: z.record(exerciseIdSchema, exerciseProgressSchema),
  answers: z.record(z.string(), answersSchema),
});
export type Progress = z.infer<typeof progressSchema>;

/** All that can happen to progress. Times are ISO strings, given by who saw it happen. */
export type ProgressEvent =
  | { readonly type: 'selected'; readonly exercise: ExerciseId }
  | {
      readonly type: 'attempted';
      readonly exercise: ExerciseId;
      readonly passed: boolean;
      readonly points: number;
      readonly at: string;
      /** `typescript` where not said. */
      readonly language?: Language;
    }
  | { readonly type: 'hint-shown'; readonly exercise: ExerciseId; readonly hints: number }
  | { readonly type: 'skipped'; readonly exercise: ExerciseId }
  | { readonly type: 'gave-up'; readonly exercise: ExerciseId }
  | { readonly type: 'reset'; readonly exercise: ExerciseId }
  | { readonly type: 'reset-undone'; readonly exercise: ExerciseId }
  | {
      readonly type: 'answered';
      readonly question: string;
      /** Id of the choice. */
      readonly choice: string;
      readonly right: boolean;
      readonly at: string;
    };

export const noProgress: Progress = { formatVersion, current: null, exercises: {}, answers: {} };

const untouched: ExerciseProgress = {
  state: 'pending',
  hintsShown: 0,
  attempts: 0,
  gaveUp: false,
  firstPassedAt: null,
  lastPassedAt: null,
  bestPoints: 0,
  languages: [],
};

/** What is known of one exercise, also where nothing is. */
export function progressOf(progress: Progress, exercise: ExerciseId): ExerciseProgress {
  return progress.exercises[exercise] ?? untouched;
}

/** How often the learner has tried an exercise in a language. */
export function attemptsAt(progress: Progress, work: WorkKey): number {
  const { exercise, language } = workOf(work);
  const { attempts, attemptsIn = {} } = progressOf(progress, exercise);
  if (language !== 'typescript') return attemptsIn[language] ?? 0;
  return attempts - Object.values(attemptsIn).reduce((sum, count) => sum + count, 0);
}

/** May the learner see the solution? After a pass, or after giving up. */
export function solutionIsOpen(progress: Progress, exercise: ExerciseId): boolean {
  const { firstPassedAt, gaveUp } = progressOf(progress, exercise);
  return firstPassedAt !== null || gaveUp;
}

/** Progress after an event; the one given stays as it was. */
export function applyToProgress(progress: Progress, event: ProgressEvent): Progress {
  if (event.type === 'selected') return { ...progress, current: event.exercise };
  if (event.type === 'answered') return { ...progress, answers: { ...progress.answers, ...answer(progress, event) } };
  const before = progressOf(progress, event.exercise);
  const after = { ...before, ...change(before, event) };
  return { ...progress, exercises: { ...progress.exercises, [event.exercise]: after } };
}

function answer(progress: Progress, event: Extract<ProgressEvent, { type: 'answered' }>): Progress['answers'] {
  const { question, choice, right, at } = event;
  const before = progress.answers[question] ?? { history: [], before: 0 };
  return { [question]: { ...before, history: [...before.history, { at, choice, right }] } };
}

/** The last answer to a question (`<chapter>/<question>`); undefined where there is none. */
export const lastAnswer = (progress: Progress, question: string): Answered | undefined =>
  progress.answers[question]?.history.at(-1);

type ExerciseEvent = Exclude<ProgressEvent, { type: 'selected' | 'answered' }>;

function change(before: ExerciseProgress, event: ExerciseEvent): Partial<ExerciseProgress> {
  const passedBefore = before.firstPassedAt !== null;
  switch (event.type) {
    case 'attempted':
      return attempt(before, event);
    case 'hint-shown':
      return { hintsShown: Math.max(before.hintsShown, event.hints) };
    case 'skipped':
      return passedBefore ? {} : { state: 'skipped' };
    case 'gave-up':
      return passedBefore ? {} : { state: 'gave-up', gaveUp: true };
    case 'reset':
      return { state: 'pending' };
    case 'reset-undone':
      return { state: passedBefore ? 'passed' : 'pending' };
  }
}

function attempt(
  before: ExerciseProgress,
  event: Extract<ProgressEvent, { type: 'attempted' }>,
): Partial<ExerciseProgress> {
  const { language = 'typescript' } = event;
  const counted = {
    attempts: before.attempts + 1,
    bestPoints: Math.max(before.bestPoints, event.points),
    ...countedIn(before, language),
  };
  if (!event.passed) return counted;
  const languages = [...new Set([...before.languages, language])];
  const firstPassedAt = before.firstPassedAt ?? event.at;
  return { ...counted, state: 'passed', firstPassedAt, lastPassedAt: event.at, languages };
}

function countedIn({ attemptsIn }: ExerciseProgress, language: Language): Pick<ExerciseProgress, 'attemptsIn'> {
  if (language === 'typescript') return {};
  return { attemptsIn: { ...attemptsIn, [language]: (attemptsIn?.[language] ?? 0) + 1 } };
}
