// What came of tests that the learner's file registers, as it crosses from the learner's process. It is data to be judged,
// never a verdict: only the suite knows what the tests were run against.
import type { SerializedConfig } from 'vitest/runtime';
import { z } from 'zod';

/** No text of a run is longer when it crosses. */
export const mostLetters = 2_000;
const text = z.string().max(mostLetters);

const errorSchema = z.strictObject({ name: text, message: text });

export const testRunSchema = z.strictObject({
  tests: z
    .array(
      z.strictObject({
        /** With the names of the blocks around it: `the till > bills an order`. */
        name: text,
        state: z.enum(['passed', 'failed', 'skipped']),
        errors: z.array(errorSchema),
      }),
    )
    .max(1_000),
  /** What went wrong outside of tests: while they were registered, in hooks for all of them, or in what nobody awaited. */
  errors: z.array(errorSchema),
  /** Its time was over, and what still ran was broken off. */
  wasCut: z.boolean(),
});
export type TestRun = Readonly<z.infer<typeof testRunSchema>>;
export type TestOutcome = TestRun['tests'][number];

/** Whether a test failed because what it expected was not so, and not by a time limit or an error of its own. */
export const failedByAssertion = ({ state, errors }: TestOutcome): boolean =>
  state === 'failed' && errors.some(({ name }) => name === 'AssertionError');

/** How the learner's process is to run tests. */
export interface TestOrders {
  /** Of the vitest that runs the suite. */
  readonly config: SerializedConfig;
  /** Milliseconds after which what still runs is broken off. */
  readonly within: number;
  /** The last test first. */
  readonly reversed: boolean;
  /** Names of tests of which one that fails by an assertion is enough: those after it are skipped. */
  readonly decisive: readonly string[];
}
