// The workbook's own format of a graded run. Every report and adapter starts from it. Strict where the workbook writes it;
// whoever reads results of other versions passes over what it does not know.
import { z } from 'zod';

/** What became of a requirement; `not-graded` is the fault of the harness or the machine. */
export const requirementStates = ['met', 'not-met', 'not-reached', 'not-graded'] as const;

export const requirementResultSchema = z.strictObject({
  /** As in the task's front matter. */
  id: z.string(),
  state: z.enum(requirementStates),
  points: z.number().int().nonnegative(),
  maxPoints: z.number().int().nonnegative(),
  /** Why it is not met: expected, received, usual reason. Free of machine paths. */
  message: z.string().nullable(),
  /** Heading of the lesson that teaches it, as an anchor. */
  section: z.string(),
  /** Ids of the tests that prove it. */
  tests: z.array(z.string()),
});
export type RequirementResult = z.infer<typeof requirementResultSchema>;

export const testStates = ['passed', 'failed', 'not-reached', 'not-graded'] as const;

export const testResultSchema = z.strictObject({
  id: z.string(),
  /** In the language of the run. */
  title: z.string(),
  state: z.enum(testStates),
  /** Why it did not pass; several failures with an empty line between them. */
  message: z.string().nullable(),
  /** What the learner's code logged during this test, at most 500 characters. */
  output: z.string().nullable(),
  /** Ids of the requirements that it proves. */
  requirements: z.array(z.string()),
  durationMs: z.number().nonnegative(),
});
export type TestResult = z.infer<typeof testResultSchema>;

/** What a verdict depends on beside the answer. */
export const aboutSchema = z.strictObject({
  /** Version of the course. */
  course: z.string(),
  /** Hash of the suite's files: task, suite and words. */
  suite: z.string(),
  /** Version of the broker; null where it does not say. */
  kafka: z.string().nullable(),
  /** Version of each client, by its npm package. */
  clients: z.record(z.string(), z.string()),
  node: z.string(),
  /** What kept the answer away from the machine: `process` is a process of its own. */
  isolation: z.string(),
  /** How often the run was repeated because the harness failed. */
  retries: z.number().int().nonnegative(),
  /** By how much the workbook's own waiting times were longer, on a slow machine. */
  pace: z.number().min(1).optional(),
});
export type About = z.infer<typeof aboutSchema>;

export const resultSchema = z.strictObject({
  formatVersion: z.literal(1),
  /** Id without numbers, such as `connections/describe-a-cluster`. */
  exercise: z.string(),
  subject: z.strictObject({
    /** `learner`, `stub`, `solution`, `right` or `wrong`. */
    role: z.string(),
    name: z.string(),
    language: z.string(),
    client: z.string(),
  }),
  /** `not-graded`: no verdict could be made, by no fault of the answer. */
  status: z.enum(['passed', 'failed', 'not-graded']),
  /** What concerns the whole run: does not compile, never ended, broker lost. */
  message: z.string().nullable(),
  /** What the learner's code logged outside of the tests, such as while it was loaded; at most 500 characters. */
  output: z.string().nullable(),
  points: z.number().int().nonnegative(),
  maxPoints: z.number().int().nonnegative(),
  durationMs: z.number().nonnegative(),
  /** In the order of the task. */
  requirements: z.array(requirementResultSchema),
  tests: z.array(testResultSchema),
  about: aboutSchema,
});
export type Result = z.infer<typeof resultSchema>;

/** Whether the run came as far as a verdict on any requirement: else nothing of it counts as an attempt. */
export function isVerdict({ status, requirements }: Result): boolean {
  return status !== 'not-graded' && requirements.some(({ state }) => state === 'met' || state === 'not-met');
}
