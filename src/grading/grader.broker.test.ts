// What learners write, and worse, against the suite of tests/fixtures/course's first exercise.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { learnersFile, mainSolution, solutionOf, wrongAnswersOf } from '../course/answer.ts';
import { exercisesOf, type Exercise } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { findIsolation } from '../testkit/process/isolation.ts';
import { eventually } from '../testkit/eventually.ts';
import { wireTap } from '../lab/door/wire-tap.ts';
import { cases, stub } from './going-wrong.fixture.ts';
import { createGrader, type Grader, type Subject } from './grader.ts';
import { resultSchema, type Result } from './result.ts';

const exercises = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/course')));
const [sendARecord] = exercises;
if (!sendARecord) throw new Error('The fixture course has lost an exercise.');

function wrongAnswer(name: string): Subject {
  const found = sendARecord && wrongAnswersOf(sendARecord).find((each) => each.name === name);
  if (!found) throw new Error(`The fixture course has lost its wrong answer ${name}.`);
  return found;
}

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

function grade(exercise: Exercise | undefined, subject: Subject): Promise<Result> {
  if (!exercise) throw new Error('The fixture course has lost an exercise.');
  return grader.grade({ exercise, subject });
}

async function gradeCode(name: string, code: string): Promise<Result> {
  const path = join(folder, `${name.replaceAll(' ', '-')}.ts`);
  await writeFile(path, code);
  return grade(sendARecord, learnersFile(path));
}

const passes = { status: 'passed', message: null };

test.for([
  { slug: 'send-a-record', client: 'kafkajs' },
  { slug: 'send-a-record', client: 'confluent' },
  { slug: 'read-in-a-group', client: 'kafkajs' },
  { slug: 'stop-cleanly', client: 'kafkajs' },
] as const)('the solution of $slug with $client passes', async ({ slug, client }) => {
  const exercise = exercises.find((each) => each.slug === slug);
  const solution = exercise && solutionOf(exercise, client);
  if (!solution) throw new Error('The fixture course has lost a solution.');
  expect(await grade(exercise, solution)).toMatchObject({ ...passes, points: exercise.points });
});

test('a stub fails, with its log beside each verdict', async () => {
  const result = await grade(sendARecord, learnersFile(sendARecord.files.stub));
  expect(resultSchema.parse(result)).toMatchObject({ status: 'failed', points: 0, maxPoints: 10 });
  expect(result).toMatchObject({ exercise: 'basics/send-a-record', subject: { role: 'learner', client: 'none' } });
  expect(result.about).toMatchObject({
    node: process.versions.node,
    isolation: (await findIsolation()).kind,
    retries: 0,
  });
  expect(result.tests.map(({ id, title, output, requirements }) => [id, title, output, requirements])).toEqual([
    ['writes-a-record', 'writes a record with the key', 'asked to send order-7', ['key']],
    ['returns-the-place', 'returns the partition that the record went to', 'asked to send order-7', ['place']],
  ]);
});

test('half a solution gets the points of the requirements that it meets', async () => {
  const result = await grade(sendARecord, wrongAnswer('returns-nothing'));
  expect(result).toMatchObject({ status: 'failed', points: 6, subject: { role: 'wrong', name: 'returns-nothing' } });
  expect(result.requirements.map(({ state }) => state)).toEqual(['met', 'not-met']);
});

test('a run that ends at its first failure reaches nothing after it, and its process serves the next one', async () => {
  await using kept = await createGrader({ broker: { connection: inject('workbook').connection, env: {} }, keep: true });
  const early = { exercise: sendARecord, subject: learnersFile(sendARecord.files.stub), endsAtFailure: true };
  const { status, requirements, tests } = await kept.grade(early);
  expect({ status, states: requirements.map(({ state }) => state) }).toEqual({
    status: 'failed',
    states: ['not-met', 'not-reached'],
  });
  expect(tests.map(({ state, message }) => [state, message === 'Not run.'])).toEqual([
    ['failed', false],
    ['not-reached', true],
  ]);
  expect(await kept.grade({ exercise: sendARecord, subject: mainSolution(sendARecord) })).toMatchObject(passes);
});

test('a broker that goes away in the middle is told, and soon', async () => {
  await using tap = await wireTap(inject('workbook').connection);
  await using lonely = await createGrader({ broker: { connection: tap.connection, env: {} } });
  const path = join(folder, 'waits.ts');
  await writeFile(path, stub('  console.log("here"); await new Promise(() => {});'));
  const judged = lonely.grade({ exercise: sendARecord, subject: learnersFile(path) });
  await eventually(() => tap.connectionsOpened > 0, { within: 20_000, describe: 'the suite to connect' });
  tap.goAway();
  const result = await judged;
  expect(result).toMatchObject({ status: 'not-graded', points: 0 });
  expect(result.message).toMatch(/^The broker at 127\.0\.0\.1:\d+ stopped answering during the run\./);
});

test('a broker that was gone between two runs is found again', async () => {
  await using tap = await wireTap(inject('workbook').connection);
  await using waiting = await createGrader({ broker: { connection: tap.connection, env: {} }, warm: true });
  await eventually(() => tap.openConnections() > 0, { within: 20_000, describe: 'the waiting process to connect' });
  tap.cut();
  expect(await waiting.grade({ exercise: sendARecord, subject: mainSolution(sendARecord) })).toMatchObject(passes);
});

test('a run that is stopped says so', async () => {
  const stop = new AbortController();
  const judged = grader.grade({
    exercise: sendARecord,
    subject: learnersFile(sendARecord.files.stub),
    signal: stop.signal,
  });
  stop.abort();
  expect(await judged).toMatchObject({ status: 'not-graded', message: 'The run was stopped.' });
});

describe('learner code that goes wrong', () => {
  test.concurrent.for(cases)(
    '$name is told in a sentence',
    { timeout: 120_000 },
    async ({ name, code, status, says }) => {
      const result = await gradeCode(name, code);
      expect(result.status).toBe(status);
      expect(result.message ?? result.tests[0]?.message).toMatch(says);
      expect(JSON.stringify(result)).not.toContain(folder);
      expect(JSON.stringify(result)).not.toContain(projectRoot);
      for (const { output } of result.tests) expect(output?.length ?? 0).toBeLessThanOrEqual(500);
    },
  );

  test('does not touch the next run', async () => {
    expect(await grade(sendARecord, mainSolution(sendARecord))).toMatchObject(passes);
  });
});
