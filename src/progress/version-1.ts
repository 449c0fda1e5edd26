// Progress as version 1 of the format kept it, and what it becomes. Nothing is lost but what was never kept.
import { z } from 'zod';
import { exerciseIdSchema } from '../course/course.ts';
import { choicePositions } from './choice-positions.ts';

const exerciseSchema = z.looseObject({ firstPassedAt: z.string().nullable() });
const answerSchema = z.looseObject({
  /** Position of the choice, counted from 0. */
  choice: z.number().int().nonnegative(),
  right: z.boolean(),
  tries: z.number().int().positive(),
});

const version1Schema = z.looseObject({
  formatVersion: z.literal(1),
  exercises: z.record(exerciseIdSchema, exerciseSchema),
  answers: z.record(z.string(), answerSchema),
});

/** A file of version 1 as one of version 2; undefined where it is none. */
export function fromVersion1(raw: unknown): unknown {
  const { data } = version1Schema.safeParse(raw);
  if (!data) return undefined;
  return {
    ...data,
    formatVersion: 2,
    exercises: mapValues(data.exercises, (each) => ({
      ...each,
      // There was no other language.
      languages: each.firstPassedAt === null ? [] : ['typescript'],
    })),
    answers: mapValues(data.answers, ({ choice, right, tries, ...rest }, question) => ({
      ...rest,
      history: [{ at: null, choice: choiceAt(question, choice), right }],
      before: tries - 1,
    })),
  };
}

const choiceAt = (question: string, position: number): string =>
  choicePositions[question]?.[position] ?? `position-${position}`;

const mapValues = <V, W>(
  record: Readonly<Record<string, V>>,
  change: (value: V, key: string) => W,
): Record<string, W> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
