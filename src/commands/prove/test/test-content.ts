import { z } from 'zod';
import { isNative } from '../../../course/answer.ts';
import { allExercises } from '../../../course/course.ts';
import { provedIn } from '../../../grading/check/proved.ts';
import { newSeed, type Scope } from '../../../grading/check/scope.ts';
import { resultSchema } from '../../../grading/result.ts';
import { ensure } from '../../../setup/start-setup.ts';
import { checkText } from '../../../text/words.ts';
import { check } from '../check.ts';
import type { Context } from '../../context.ts';
import type { Result, Wanted } from './part.ts';

const finding = z.looseObject({
  severity: z.string(),
  where: z.string(),
  problem: z.string(),
  unsteady: z.boolean().optional(),
});
const report = z.looseObject({
  findings: z.array(finding),
  results: z.array(resultSchema),
});

/** `workbook check` of the whole course: each run of a suite is a proof, each error a failure. */
export async function testContent(context: Context, wanted: Wanted): Promise<Result> {
  const skipped = await skippedSolutions(context);
  let data: unknown;
  const output = {
    ...context.output,
    data: (value: unknown) => {
      data = value;
    },
  };
  await check(
    { ...context, output },
    {
      only: wanted.changed?.exercises.map(({ label }) => label) ?? [],
      ...(wanted.changed && { lessons: wanted.changed.lessons }),
      repeat: { answers: 1, wrong: 1 },
      scope: scopeOf(context, wanted),
      broker: wanted.broker,
      withoutNotebooks: true,
    },
  );
  const { findings, results } = report.parse(data);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const failures = errors.map(lineOf);
  const unsteady = findings.filter((each) => each.unsteady).map(lineOf);
  const times = results.map(({ exercise, subject, durationMs }) => ({
    what: `${exercise}: ${subject.role}/${subject.name}`,
    seconds: durationMs / 1_000,
  }));
  const passed = Math.max(0, results.length - errors.length - unsteady.length);
  return { passed, failed: errors.length, skipped, failures, unsteady, times };
}

const lineOf = ({ where, problem }: z.infer<typeof finding>): string => `${where} ${problem}`;

// CI runs all day, and what it has proved once need not be proved whole each time. Whoever types the command has all of it.
function scopeOf({ env, course, output }: Context, { brief }: Wanted): Scope {
  if (brief) return { kind: 'solutions' };
  if (env['CI'] !== 'true') return { kind: 'whole' };
  const seed = newSeed();
  output.print(checkText.sample(seed));
  return { kind: 'sample', seed, isProved: provedIn(course()) };
}

// Without the native client the solutions that use it are not run, which check says.
async function skippedSolutions({ course, signal }: Context): Promise<number> {
  try {
    await ensure(['native'], { signal });
    return 0;
  } catch {
    signal.throwIfAborted();
    return allExercises(course()).flatMap(({ answers }) => answers.filter(({ client }) => isNative(client))).length;
  }
}
