// What came of the mutants of one solution: the one format of results, kept in benchmarks/results/mutants.json.
import { z } from 'zod';
import { clients, solutionOf, type Solution } from '../course/answer.ts';
import type { Exercise } from '../course/course.ts';

export const clientNames = clients;
export type ClientName = (typeof clientNames)[number];

/** A solution of which mutants are made. */
export interface Original {
  readonly exercise: Exercise;
  readonly client: ClientName;
  readonly solution: Solution;
}

/** The solution of an exercise with this client; undefined where it has none. */
export function originalOf(exercise: Exercise, client: ClientName): Original | undefined {
  const solution = solutionOf(exercise, client);
  return solution && { exercise, client, solution };
}

const livingSchema = z.strictObject({ line: z.int().positive(), text: z.string(), change: z.string() });
/** A mutant that the suite let live. */
export type Living = z.infer<typeof livingSchema>;

export const outcomeSchema = z.strictObject({
  /** Id of the exercise. */
  exercise: z.string(),
  client: z.enum(clientNames),
  date: z.iso.date(),
  killed: z.int().nonnegative(),
  /** How many the compiler rejects; no suite is run for them. */
  uncompiled: z.int().nonnegative(),
  living: z.array(livingSchema),
});
export type Outcome = z.infer<typeof outcomeSchema>;
