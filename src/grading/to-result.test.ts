import { join } from 'node:path';
import { expect, test } from 'vitest';
import { learnersFile } from '../course/answer.ts';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { resultSchema } from './result.ts';
import type { Ending, ReportedError, ReportedTest, RunReport } from './run-report.ts';
import { endingMessage, toResult } from './to-result.ts';

const [exercise] = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/course')));
if (!exercise) throw new Error('The fixture course is empty.');
const place = { file: '/x/a.ts', fileName: 'a.ts', importedAs: './a.ts', folders: [], prefix: 'wb' };
const graded = { exercise, subject: learnersFile(place.file), place };

const unmet = (message: string, name?: string): ReportedError => ({
  name: 'Unmet',
  message,
  stack: '',
  expected: undefined,
  actual: undefined,
  test: name,
});
const ran = (name: string, part: Partial<ReportedTest> = {}): ReportedTest => ({
  name,
  state: 'passed',
  weight: 1,
  task: undefined,
  errors: [],
  printed: '',
  duration: 10,
  ...part,
});
const report = (part: Partial<RunReport>): RunReport => ({
  tests: [],
  loading: [],
  uncaught: [],
  printed: '',
  ending: undefined,
  duration: 100,
  ...part,
});

test('points are shared out by weight, and a run is passed when every test is', () => {
  const result = toResult(report({ tests: [ran('a', { weight: 3 }), ran('b', { weight: 2 })] }), graded);
  expect(resultSchema.parse(result)).toMatchObject({ status: 'pass', message: null, points: 10, max_points: 10 });
  expect(result.tests.map((each) => each.points)).toEqual([6, 4]);
  const thirds = toResult(report({ tests: [ran('a'), ran('b'), ran('c')] }), graded);
  expect(thirds.tests.map((each) => each.points)).toEqual([3.33, 3.34, 3.33]);
  expect(thirds.points).toBe(10);
});

test('a test that failed keeps its message and loses its points; the first names the section to read', () => {
  const failed = { state: 'failed', errors: [unmet('the key is null')] } as const;
  const result = toResult(report({ tests: [ran('a', { weight: 2 }), ran('b', failed), ran('c', failed)] }), graded);
  expect(result).toMatchObject({ status: 'fail', points: 5 });
  expect(result.tests.slice(1).map(({ status, message, points }) => [status, message, points])).toEqual([
    ['fail', 'the key is null\nRead again: lessons/01-basics.md#sending', 0],
    ['fail', 'the key is null', 0],
  ]);
});

test('an error that nobody caught fails the test that was running', () => {
  const result = toResult(report({ tests: [ran('a'), ran('b')], uncaught: [unmet('lost', 'a')] }), graded);
  expect(result).toMatchObject({ status: 'fail', message: null, points: 5 });
  expect(result.tests[0]?.message).toContain('nobody handled it: lost');
});

test('one that came when no test was running fails the run', () => {
  const result = toResult(report({ tests: [ran('a')], uncaught: [unmet('lost')] }), graded);
  expect(result).toMatchObject({ status: 'fail', points: 10 });
  expect(result.message).toContain('nobody handled it: lost');
});

test('a run that was cut short is an error, and keeps what was passed', () => {
  const ending: Ending = { kind: 'stuck', seconds: 3, line: 7 };
  const tests = [ran('a'), ran('b', { state: 'pending' }), ran('c', { state: 'pending' })];
  const result = toResult(report({ tests, ending }), graded);
  expect(result).toMatchObject({ status: 'error', points: 3.33 });
  expect(result.message).toContain('(a.ts, line 7)');
  expect(result.tests.map(({ status, message }) => [status, message])).toEqual([
    ['pass', null],
    ['error', 'It was running when the run ended.'],
    ['error', 'Not run.'],
  ]);
});

test('what was printed outside of the tests stands beside the whole run', () => {
  const result = toResult(
    report({ tests: [ran('a', { printed: 'in it\n' })], printed: 'while it was loaded\n' }),
    graded,
  );
  expect(result).toMatchObject({ output: 'while it was loaded', tests: [{ output: 'in it' }] });
  expect(toResult(report({}), graded).output).toBeNull();
});

test('a suite without tests is an error', () => {
  expect(toResult(report({}), graded)).toMatchObject({ status: 'error', message: 'The suite holds no tests.' });
});

test.for([
  [{ kind: 'exited', code: 0, signal: null, lastWords: '' }, 'ended in the middle (exit code 0)'],
  [{ kind: 'exited', code: null, signal: 'SIGSEGV', lastWords: '' }, 'ended in the middle (signal SIGSEGV)'],
  [
    { kind: 'exited', code: null, signal: 'SIGABRT', lastWords: 'FATAL ERROR: … heap out of memory' },
    'too much memory',
  ],
  [{ kind: 'memory', megabytes: 950 }, 'used 950 MB'],
  [
    { kind: 'output', megabytes: 50, line: 7 },
    'printed more than 50 MB, so it was stopped: something prints again and again (a.ts, line 7)',
  ],
  [{ kind: 'deadline', seconds: 120 }, 'not ended after 120 s'],
  [{ kind: 'unstarted', reason: 'no memory' }, 'could not be run: no memory'],
  [{ kind: 'stopped' }, 'The run was stopped.'],
] as const)('%o is told in a sentence', ([ending, says]) => {
  expect(endingMessage(ending, place)).toContain(says);
});
