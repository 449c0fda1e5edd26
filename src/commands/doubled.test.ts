import { relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadClients } from '../comparison/contract/client.ts';
import { projectRoot } from '../project.ts';
import { doubleCourse, doubledEnv, singleWords } from '../text/doubled.fixture.ts';
import { copyCourse, runCli, type CourseCopy } from './course.fixture.ts';

let course: CourseCopy;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  course = await copyCourse();
  await doubleCourse(course.root);
  env = { ...course.env, ...doubledEnv, KAFKA_BOOTSTRAP_SERVERS: '' };
});
afterAll(async () => course[Symbol.asyncDispose]());

const clients = loadClients().map(({ name }) => name);

// What is typed, and what stands in the output as it is: names.
it.for<readonly [typed: string, names: readonly string[]]>([
  ['list', []],
  // A heading of the format of tasks.
  ['next', ['Given']],
  ['hint 1/1', []],
  ['solution 1/1', []],
  ['reset 1/2', []],
  ['read 1 --no-pager', []],
  ['quiz 1', []],
  ['run 1/1 --broker given', ['given']],
  ['hint 9/9', []],
  ['hint send-a-recrd', ['send-a-recrd', 'send-a-record']],
  ['read basic', ['basic', 'basics']],
  ['test unti', ['unti', 'unit']],
  ['matrix --client no-such', ['no-such', ...clients]],
  ['lst', ['lst', 'list']],
  ['hint --loud', []],
  ['hint a b', ['a, b', 'hint']],
  ['run 1/1 --broker none', ['<source>', 'none', 'given', 'running', 'container', 'embedded', 'auto']],
  ['hint --help', ['[options] [exercise]', 'exercise ']],
])('what workbook %s says is in the language of the process', async ([typed, names]) => {
  const { stdout, stderr } = await runCli(typed.split(' '), env);
  const said = stdout + stderr;
  expect(said).toMatch(/(\p{L})\1(\p{L})\2/u);
  expect({ said, single: singleWords(said, [relative(projectRoot, course.root), ...names]) }).toEqual({
    said,
    single: [],
  });
});

it('what doctor says is in the language of the process, but for what other programs answered', async () => {
  const { stdout } = await runCli(['doctor'], env);
  // Paths and the words of other programs stand in brackets; versions may hold letters (20.10.24+dfsg1).
  expect(singleWords(stdout.replace(/\([^()]*\)|\b\d[\w.+-]*/g, ''), ['.NET'])).toEqual([]);
});
