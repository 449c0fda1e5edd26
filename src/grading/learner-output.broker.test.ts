// What learner code prints, where and how much of it, against the suites of tests/fixtures/course.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { learnersFile } from '../course/answer.ts';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { createGrader, type Grader } from './grader.ts';
import type { Result } from './result.ts';

const exercises = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/course')));

let grader: Grader;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'a learner with spaces '));
  grader = await createGrader({ broker: { connection: inject('workbook').connection, env: {} }, parallel: 2 });
});
afterAll(async () => {
  await grader[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function grade(slug: string, code: string): Promise<Result> {
  const path = join(await mkdtemp(join(folder, 'one ')), 'mine.ts');
  await writeFile(path, code);
  const exercise = exercises.find((each) => each.slug === slug);
  if (!exercise) throw new Error('The fixture course has lost an exercise.');
  return grader.grade({ exercise, subject: learnersFile(path) });
}

const sendARecord = (body: string): string => `export async function sendARecord() {\n${body}\n}`;

test('what is printed outside of the tests is kept, apart from their logs', async () => {
  const code = `console.log("loading");\nconsole.error("twice");\n${sendARecord('console.log("called"); return 0;')}`;
  const result = await grade('send-a-record', code);
  expect(result).toMatchObject({ status: 'failed', output: 'loading\ntwice' });
  expect(result.tests.map(({ output }) => output)).toEqual(['called', 'called']);
});

test('what is printed before the file fails to load is kept', async () => {
  const result = await grade('send-a-record', `console.log("so far");\nthrow new Error("early");\n${sendARecord('')}`);
  expect(result).toMatchObject({ status: 'failed', output: 'so far', tests: [] });
});

const endless = '  for (;;) { console.log("x".repeat(100_000)); await new Promise(setImmediate); }';

test.concurrent.for([
  ['without an end', sendARecord(endless), 2],
  ['in one go', sendARecord('  for (let i = 0; i < 200; i += 1) console.error("x".repeat(1_000_000));'), 2],
  ['in one line', `console.log("x".repeat(200_000_000));\n${sendARecord('  return 0;')}`, 1],
  ['through the lab', sendARecord(endless).replace('()', '(lab)').replace('console', 'lab'), 2],
] as const)('too much output %s is told in a sentence, with its line', async ([, code, line]) => {
  expect(await grade('send-a-record', code)).toMatchObject({
    status: 'failed',
    message: `Your code printed more than 50 MB, so it was stopped: something prints again and again (mine.ts, line ${line}).`,
  });
});

test('too much output of a program is told alike', async () => {
  const result = await grade(
    'stop-cleanly',
    `export async function stopCleanly() {\n  process.on('SIGTERM', () => {});\n  console.log('ready');\n${endless}\n}`,
  );
  expect(result).toMatchObject({ status: 'failed', message: expect.stringContaining('printed more than 50 MB') });
});

test('lines that nobody reads are left out, and the run goes on', async () => {
  const result = await grade('send-a-record', sendARecord('  for (let i = 0; i < 120_000; i += 1) console.log(i);'));
  expect(result).toMatchObject({ status: 'failed', tests: [{ output: expect.stringMatching(/^0\n1\n2\n/) }, {}] });
});
