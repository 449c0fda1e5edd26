// The one format of a graded run: Exercism's results v3 (version, status, message, tests with name, status, message,
// output, task_id) with points, durations and the output outside of the tests added. Every report and adapter starts from it.
import { z } from 'zod';

export const testResultSchema = z.strictObject({
  name: z.string(),
  status: z.enum(['pass', 'fail', 'error']),
  /** Why it did not pass: expected, received, usual reason. Free of machine paths. */
  message: z.string().nullable(),
  /** What the learner's code logged during this test, at most 500 characters. */
  output: z.string().nullable(),
  /** Number of the task (the "## 1. ..." heading in the exercise text) that this test belongs to, if any. */
  task_id: z.number().int().positive().nullable(),
  points: z.number().nonnegative(),
  max_points: z.number().nonnegative(),
  duration_ms: z.number().nonnegative(),
});
export type TestResult = z.infer<typeof testResultSchema>;

export const resultSchema = z.strictObject({
  version: z.literal(3),
  /** `error`: nothing could be run (does not compile, never ended, broker lost). */
  status: z.enum(['pass', 'fail', 'error']),
  message: z.string().nullable(),
  /** Id without numbers, such as `connections/describe-a-cluster`. */
  exercise: z.string(),
  /** What was graded: `learner`, `solution`, `solution.confluent`, `wrong/<mistake>` or `file`. */
  subject: z.string(),
  /** What the learner's code logged outside of the tests, such as while it was loaded; at most 500 characters. */
  output: z.string().nullable(),
  points: z.number().nonnegative(),
  max_points: z.number().nonnegative(),
  duration_ms: z.number().nonnegative(),
  tests: z.array(testResultSchema),
});
export type Result = z.infer<typeof resultSchema>;
