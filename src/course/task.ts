// A task as it stands in its file: the front matter, which holds the requirements as data, and the text around them.
import { z } from 'zod';
import { words } from './words.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: () => words.badId });

/** `connections/describe-a-cluster`: the key of an exercise in progress, reports and links. */
export const exerciseIdSchema = z
  .string()
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)
  .brand('ExerciseId');
export type ExerciseId = z.infer<typeof exerciseIdSchema>;

export const exerciseKinds = ['write', 'fix', 'survive', 'tune', 'prove'] as const;

/** What a run of an exercise may need beside a broker. */
export const needs = ['cluster', 'secured', 'registry', 'language'] as const;
export type Need = (typeof needs)[number];

const requirementSchema = z.strictObject({
  id,
  /** Markdown. */
  text: z.string().min(1),
  points: z.number().int().positive(),
  /** Heading of the lesson that teaches it, as an anchor, where it is another than the exercise's. */
  section: z.string().min(1).optional(),
});
/** One thing that a task asks for and its suite proves. */
export type Requirement = Readonly<z.infer<typeof requirementSchema>>;

export const taskFrontMatter = z.strictObject({
  title: z.string().min(1),
  minutes: z.number().int().positive(),
  kind: z.enum(exerciseKinds),
  /** Heading of the lesson, as an anchor, that a learner who is stuck should read again. */
  section: z.string().min(1),
  /** Part of the fast track for experienced people: one exercise a chapter. */
  fast: z.boolean().default(false),
  requirements: z
    .array(requirementSchema)
    .min(1)
    .refine((all) => new Set(all.map((each) => each.id)).size === all.length, { error: () => words.idTwice }),
  /** Exercises that come before this one, whatever the order of the files. */
  after: z.array(exerciseIdSchema).default([]),
  needs: z.array(z.enum(needs)).default([]),
  /** Exercises whose solutions must not pass here. */
  neighbours: z.array(exerciseIdSchema).default([]),
  /** Why a kind of mistake cannot occur here, by the kind's id in docs/kinds.yaml. */
  kinds: z.record(id, z.string().min(1)).default({}),
  /** Id of the fault of the source chapter that the stub holds, where the exercise is to mend it. */
  fault: id.optional(),
  /** No longer part of the course: kept for progress and reports that name it. */
  deprecated: z.literal(true).optional(),
});
export type TaskFrontMatter = z.infer<typeof taskFrontMatter>;

/** The line of a task that the requirements take the place of. */
export const requirementsMark = '<!-- requirements -->';

/** What a run needs beside a broker: "needs three brokers"; '' where it needs nothing. */
export const needsSaid = (wanted: readonly Need[]): string =>
  wanted.length === 0 ? '' : words.needsOf(wanted.map((need) => words.need[need]));

/** What an exercise is worth. */
export const pointsOf = (requirements: readonly Requirement[]): number =>
  requirements.reduce((sum, { points }) => sum + points, 0);

/** The task's Markdown as learners read it, its requirements as a list in the place of their mark. */
export function renderTask(body: string, requirements: readonly Requirement[]): string {
  // A replacement by function: in a text `$1` means nothing.
  return body.replace(requirementsMark, () => requirements.map(({ text }) => listItem(text)).join('\n'));
}

const listItem = (text: string): string => `- ${text.trim().replaceAll('\n', '\n  ')}`;

/** The hints of a file `NN-slug.hints.md`: what stands under each `## Hint 1`, `## Hint 2`, … */
export function readHints(text: string): string[] {
  const [, ...hints] = `\n${text.replaceAll('\r\n', '\n')}`.split(/^## Hint \d+[^\n]*\n/m);
  return hints.map((hint) => hint.trim());
}
