// What a learner works on is an exercise in one language. Kept attempts, copies of what was handed out, saved files and
// verdicts all go by its key, which is made and read here alone.
import { join } from 'node:path';
import { z } from 'zod';
import { firstLanguage, languages, stubPath, type Language, type WithAnswers } from './answer.ts';
import type { Exercise } from './course.ts';
import { exerciseIdSchema, type ExerciseId } from './task.ts';

export interface Work {
  readonly exercise: ExerciseId;
  readonly language: Language;
}

/** `consumers/read-in-a-group` in TypeScript, as it was before there were other languages; `consumers/read-in-a-group@go` in Go. */
export type WorkKey = z.infer<typeof workKeySchema>;
const workKeySchema = z.string().brand('WorkKey');

const mark = '@';

/** The key of an exercise in a language. */
export function workKey({ exercise, language }: Work): WorkKey {
  return workKeySchema.parse(language === 'typescript' ? exercise : exercise + mark + language);
}

/** What a key stands for. */
export function workOf(key: WorkKey): Work {
  const [exercise = '', name] = key.split(mark);
  return {
    exercise: exerciseIdSchema.parse(exercise),
    language: languages.find((language) => language === name) ?? 'typescript',
  };
}

type Startable = WithAnswers & { readonly id: ExerciseId };

/** An exercise in each language in which it can be begun, the first that it is told in first. */
export const worksOf = ({ id, answers }: Startable): WorkKey[] =>
  answers.flatMap(({ role, language }) => (role === 'stub' ? [workKey({ exercise: id, language })] : []));

/** An exercise in the language in which one begins it where none was chosen. */
export const firstWork = (exercise: Startable): WorkKey =>
  workKey({ exercise: exercise.id, language: firstLanguage(exercise) });

/** The file that learners write in: absolute. That of the first language where the exercise has none in this one. */
export const workFile = (exercise: Exercise, work: WorkKey): string =>
  stubPath(exercise, workOf(work).language) ?? exercise.files.stub;

/** A path in a folder by a work's key, without an ending: `<folder>/consumers/read-in-a-group`. */
export const pathByWork = (folder: string, work: WorkKey): string => join(folder, ...work.split('/'));
