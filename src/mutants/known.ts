// docs/mutants.yaml: mutants that are known to live, each with the reason.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { exerciseIdSchema } from '../course/course.ts';
import { parseYaml } from '../course/front-matter.ts';
import type { Mutant } from './mutants-of.ts';
import { clientNames, type Living, type Outcome } from './outcome.ts';

const entrySchema = z.strictObject({
  exercise: exerciseIdSchema,
  client: z.enum(clientNames).default('kafkajs'),
  /** The changed line as it was, without its indentation. */
  line: z.string().min(1),
  /** What was done to it; several where one reason holds for all of them. */
  changes: z.array(z.string().min(1)).min(1),
  /** Why the mutant does all that the task asks for; or, of one that is wrong, why the suite does not see it. */
  why: z.string().min(1),
});
const knownSchema = z.strictObject({
  formatVersion: z.literal(1),
  /** Right answers as well. */
  equivalent: z.array(entrySchema),
  /** Wrong, and not seen by the suite. */
  unseen: z.array(entrySchema),
});
export type Known = z.infer<typeof knownSchema>;
type Entry = z.infer<typeof entrySchema>;

/** Reads docs/mutants.yaml of a course; nothing is known where it has none. @throws WorkbookError where it is broken. */
export function readKnown(root: string): Known {
  const path = join(root, 'docs', 'mutants.yaml');
  if (!existsSync(path)) return { formatVersion: 1, equivalent: [], unseen: [] };
  return parseYaml(readFileSync(path, 'utf8'), knownSchema, path);
}

/** A solution, by what its results are kept under. */
type Of = Pick<Outcome, 'exercise' | 'client'>;

/** Why a mutant that lives is as right as the solution, or is not seen; undefined where nobody has said so. */
export function reasonFor(entries: Known['equivalent'], of: Of, mutant: Told): string | undefined {
  return entries.find((entry) => concerns(entry, of) && names(entry, mutant))?.why;
}

/** What an entry says of a mutant. */
type Told = Pick<Living, 'text' | 'change'>;

const concerns = (entry: Entry, { exercise, client }: Of): boolean =>
  entry.exercise === exercise && entry.client === client;

const names = ({ line, changes }: Entry, { text, change }: Told): boolean => line === text && changes.includes(change);

/** An entry that says something of a mutant that is not so. */
export interface Stale extends Of {
  readonly line: string;
  readonly change: string;
  /** There is no such mutant (any more), or the suite kills what is said to be right. */
  readonly problem: 'gone' | 'killed';
}

/** Entries on one solution that are stale. Without an outcome only those that name no mutant are found. */
export function staleEntries(
  { equivalent, unseen }: Known,
  of: Of,
  { mutants, outcome }: { mutants: readonly Mutant[]; outcome?: Outcome },
): Stale[] {
  const told = [
    ...equivalent.map((entry) => ({ entry, isRight: true })),
    ...unseen.map((entry) => ({ entry, isRight: false })),
  ];
  return told
    .filter(({ entry }) => concerns(entry, of))
    .flatMap(({ entry, isRight }) => entry.changes.map((change) => ({ line: entry.line, change, isRight })))
    .flatMap(({ line, change, isRight }): Stale[] => {
      const isIt = (mutant: Told): boolean => mutant.text === line && mutant.change === change;
      const { exercise, client } = of;
      if (!mutants.some(isIt)) return [{ exercise, client, line, change, problem: 'gone' }];
      if (!isRight || !outcome || outcome.living.some(isIt)) return [];
      return [{ exercise, client, line, change, problem: 'killed' }];
    });
}
