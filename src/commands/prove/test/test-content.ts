import { z } from 'zod';
import { isNative } from '../../../course/answer.ts';
import { exercisesOf } from '../../../course/course.ts';
import { ensure } from '../../../setup/start-setup.ts';
import { check } from '../check.ts';
import type { Context } from '../../context.ts';
import type { WantedSource } from '../../obtain-broker.ts';
import type { Result } from './part.ts';

const report = z.looseObject({
  findings: z.array(z.looseObject({ severity: z.string(), where: z.string(), problem: z.string() })),
  results: z.array(z.unknown()),
});

/** `workbook check` of the whole course: each run of a suite is a proof, each error a failure. */
export async function testContent(context: Context, broker: WantedSource): Promise<Result> {
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
      only: [],
      repeat: { answers: 1, wrong: 1 },
      scope: { kind: 'whole' },
      broker,
      withoutNotebooks: true,
    },
  );
  const { findings, results } = report.parse(data);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const failures = errors.map(({ where, problem }) => `${where} ${problem}`);
  return { passed: Math.max(0, results.length - errors.length), failed: errors.length, skipped, failures };
}

// Without the native client the solutions that use it are not run, which check says.
async function skippedSolutions({ course, signal }: Context): Promise<number> {
  try {
    await ensure(['native'], { signal });
    return 0;
  } catch {
    signal.throwIfAborted();
    return exercisesOf(course()).flatMap(({ answers }) => answers.filter(({ client }) => isNative(client))).length;
  }
}
