// A suite's process that dies before the first test: tried again once, then nobody's zero.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, inject, onTestFinished, test } from 'vitest';
import { learnersFile, mainSolution } from '../course/answer.ts';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { createGrader } from './grader.ts';
import type { Result } from './result.ts';

const [exercise] = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/course')));
if (!exercise) throw new Error('The fixture course has lost its exercises.');

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'harness-fault-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

/** Grades the solution where the first `deaths` processes of suites die as they start; gives the result and how many were started. */
async function gradeAfter(deaths: number): Promise<{ result: Result; started: number }> {
  const made = await folder();
  const [preload, starts] = [join(made, 'die.mjs'), join(made, 'starts')];
  await writeFile(starts, '');
  await writeFile(
    preload,
    `import { appendFileSync, readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) {
  appendFileSync(${JSON.stringify(starts)}, '.');
  if (readFileSync(${JSON.stringify(starts)}, 'utf8').length <= ${deaths}) process.exit(7);
}
`,
  );
  const env = { NODE_OPTIONS: `--import=${pathToFileURL(preload).href}` };
  await using grader = await createGrader({ broker: { connection: inject('workbook').connection, env } });
  const result = await grader.grade({ exercise: exercise!, subject: mainSolution(exercise!) });
  return { result, started: (await readFile(starts, 'utf8')).length };
}

test('a run whose process died before the first test is tried again, and judged', async () => {
  expect(await gradeAfter(1)).toMatchObject({ result: { status: 'passed', about: { retries: 1 } }, started: 2 });
});

test('one that dies again is not graded, and not tried a third time', async () => {
  const { result, started } = await gradeAfter(99);
  expect(result).toMatchObject({ status: 'not-graded', tests: [], about: { retries: 1 } });
  expect(result.message).toContain('ended');
  expect(result.requirements.every(({ state }) => state === 'not-graded')).toBe(true);
  expect(started).toBe(2);
});

test("a learner's file that calls its own error the harness's is failed, and not tried again", async () => {
  const path = join(await folder(), 'forges.ts');
  await writeFile(
    path,
    "class HarnessError extends Error { override name = 'HarnessError'; }\nthrow new HarnessError('mine');\n",
  );
  await using grader = await createGrader({ broker: { connection: inject('workbook').connection, env: {} } });
  const result = await grader.grade({ exercise, subject: learnersFile(path) });
  expect(result).toMatchObject({ status: 'failed', about: { retries: 0 } });
});
