import { join } from 'node:path';
import { expect, test } from 'vitest';
import { learnersFile } from '../course/answer.ts';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { endingMessage } from './ending-message.ts';
import { resultWith } from './result.fixture.ts';
import { isVerdict, resultSchema } from './result.ts';
import type { Ending, ReportedError, ReportedTest, RunReport } from './run-report.ts';
import { blankResult, toResult } from './to-result.ts';

const [first] = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/course')));
if (!first) throw new Error('The fixture course is empty.');
const exercise = {
  ...first,
  requirements: [
    { id: 'a', text: 'A', points: 5 },
    { id: 'b', text: 'B', points: 3, section: 'about-b' },
    { id: 'c', text: 'C', points: 2 },
  ],
};
const place = { file: '/x/a.ts', fileName: 'a.ts', importedAs: './a.ts', folders: [], prefix: 'wb' };
const { about } = resultWith({ exercise: 'x/y', status: 'passed' });
const titles = { one: 'does one thing' };
const graded = { exercise, subject: learnersFile(place.file), place, about, titles };

const thrown = (message: string, name = 'Unmet', ofTest?: string): ReportedError => ({
  name,
  message,
  stack: '',
  expected: undefined,
  actual: undefined,
  test: ofTest,
});
const ran = (id: string, proves: string[], part: Partial<ReportedTest> = {}): ReportedTest => ({
  id,
  state: 'passed',
  proves,
  requirements: [],
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
const judge = (part: Partial<RunReport>) => toResult(report(part), graded);
const states = (part: Partial<RunReport>) => judge(part).requirements.map(({ state }) => state);

test('a run is passed when every requirement is met, and its tests have the titles of the words', () => {
  const result = judge({ tests: [ran('one', ['a', 'b']), ran('two', ['b', 'c'])] });
  expect(resultSchema.parse(result)).toMatchObject({ status: 'passed', message: null, points: 10, about });
  expect(result.tests.map(({ title }) => title)).toEqual(['does one thing', 'two']);
  expect(result.requirements[1]).toMatchObject({ id: 'b', tests: ['one', 'two'], maxPoints: 3 });
});

test('a failure in a block costs its requirement alone, and points at its section', () => {
  const error = thrown('the key is null');
  const requirements = [{ id: 'a', state: 'met' } as const, { id: 'b', state: 'not-met', error } as const];
  const part = {
    state: 'failed',
    requirements: [...requirements, { id: 'c', state: 'met' }],
    errors: [error],
  } as const;
  const result = judge({ tests: [ran('one', ['a', 'b', 'c'], part)] });
  expect(result).toMatchObject({ status: 'failed', points: 7 });
  expect(result.requirements[1]).toMatchObject({ state: 'not-met', message: 'the key is null', section: 'about-b' });
  expect(result.tests[0]?.message).toBe('the key is null\nRead again: lessons/01-basics.md#about-b');
});

test('an error outside of blocks costs the first requirement that no block has judged', () => {
  const errors = [thrown('no record')];
  const part = { state: 'failed', errors, requirements: [{ id: 'a', state: 'met' }] } as const;
  expect(states({ tests: [ran('one', ['a', 'b', 'c'], part)] })).toEqual(['met', 'not-met', 'not-reached']);
  expect(states({ tests: [ran('one', ['a', 'b', 'c'], { state: 'failed', errors })] })).toEqual([
    'not-met',
    'not-reached',
    'not-reached',
  ]);
});

test('an error outside of blocks is told beside the one that a block has kept', () => {
  const kept = { id: 'a', state: 'not-met', error: thrown('first') } as const;
  const tests = [ran('one', ['a', 'b', 'c'], { state: 'failed', errors: [thrown('second')], requirements: [kept] })];
  expect(states({ tests })).toEqual(['not-met', 'not-met', 'not-reached']);
  expect(judge({ tests }).tests[0]?.message).toBe('first\nRead again: lessons/01-basics.md#sending\n\nsecond');
});

test('a test that ran out of time in the middle of a block costs that block', () => {
  const requirements = [{ id: 'a', state: 'met' } as const, { id: 'c', state: 'not-met' } as const];
  const part = { state: 'failed', errors: [thrown('Test timed out in 10000ms.', 'Error')], requirements } as const;
  const result = judge({ tests: [ran('one', ['a', 'c', 'b'], part)] });
  expect(result.requirements.map(({ state }) => state)).toEqual(['met', 'not-reached', 'not-met']);
  expect(result.requirements[2]?.message).toContain('had not ended after 10 s');
});

test('the worst that any test says of a requirement counts', () => {
  const failed = { state: 'failed', errors: [thrown('x')] } as const;
  expect(states({ tests: [ran('one', ['a', 'b', 'c']), ran('two', ['b'], failed)] })).toEqual([
    'met',
    'not-met',
    'met',
  ]);
  expect(states({ tests: [ran('one', ['a', 'b', 'c']), ran('two', ['a', 'b'], failed)] })).toEqual([
    'not-met',
    'not-reached',
    'met',
  ]);
});

test('a fault of the harness is no fault of the answer', () => {
  const failed = { state: 'failed', errors: [thrown('fetch refused', 'HarnessError')] } as const;
  const result = judge({ tests: [ran('one', ['a']), ran('two', ['b', 'c'], failed)] });
  expect(result).toMatchObject({ status: 'not-graded', points: 5 });
  expect(result.requirements.map(({ state }) => state)).toEqual(['met', 'not-graded', 'not-reached']);
  expect(result.requirements[1]?.message).toContain('a fault of the workbook or the machine: fetch refused');
  const both = [ran('one', ['a', 'b', 'c'], { state: 'failed', errors: [thrown('x')] }), ran('two', ['a'], failed)];
  expect(states({ tests: both })[0]).toBe('not-met');
});

test('a fault of the harness before the first test is no verdict, whatever else did not load', () => {
  const result = judge({ loading: [thrown('bad', 'SyntaxError'), thrown('no metadata', 'HarnessError')] });
  expect(result).toMatchObject({ status: 'not-graded', points: 0 });
  expect(result.message).toContain('a fault of the workbook or the machine: no metadata');
  expect(result.requirements.every(({ state }) => state === 'not-graded')).toBe(true);
  const forged = { ...thrown('no metadata', 'HarnessError'), ofSubject: true };
  expect(judge({ loading: [forged] })).toMatchObject({ status: 'failed' });
});

test('an error that nobody caught costs the test that was running', () => {
  const result = judge({
    tests: [ran('one', ['a', 'b']), ran('two', ['c'])],
    uncaught: [thrown('lost', 'Error', 'one')],
  });
  expect(result.requirements.map(({ state }) => state)).toEqual(['not-met', 'not-reached', 'met']);
  expect(result.tests[0]?.message).toContain('nobody handled it: lost');
});

test('one that came when no test was running fails the run', () => {
  const result = judge({ tests: [ran('one', ['a', 'b', 'c'])], uncaught: [thrown('lost')] });
  expect(result).toMatchObject({ status: 'failed', points: 10 });
  expect(result.message).toContain('nobody handled it: lost');
});

test('a run that was cut short keeps what was met; what was not run is not reached', () => {
  const ending: Ending = { kind: 'stuck', seconds: 3, line: 7 };
  const tests = [ran('one', ['a']), ran('two', ['b'], { state: 'pending' }), ran('three', ['c'], { state: 'pending' })];
  const result = judge({ tests, ending });
  expect(result).toMatchObject({ status: 'failed', points: 5 });
  expect(result.message).toContain('(a.ts, line 7)');
  expect(result.requirements.map(({ state }) => state)).toEqual(['met', 'not-met', 'not-reached']);
  expect(result.tests.map(({ state, message }) => [state, message])).toEqual([
    ['passed', null],
    ['failed', 'It was running when the run ended.'],
    ['not-reached', 'Not run.'],
  ]);
});

test('a run that was stopped, or never began, is not graded', () => {
  const tests = [ran('one', ['a']), ran('two', ['b', 'c'], { state: 'pending' })];
  expect(judge({ tests, ending: { kind: 'stopped' } })).toMatchObject({ status: 'not-graded', points: 5 });
  expect(judge({ loading: [thrown('killed')], ending: { kind: 'stopped' } })).toMatchObject({ status: 'not-graded' });
  expect(judge({ ending: { kind: 'unstarted', reason: 'no memory' } })).toMatchObject({ status: 'not-graded' });
  expect(judge({})).toMatchObject({ status: 'not-graded', message: 'The suite holds no tests.' });
});

test('a file that does not load is failed, and no verdict', () => {
  const result = judge({ loading: [thrown('bad', 'SyntaxError')] });
  expect(result).toMatchObject({ status: 'failed', points: 0 });
  expect(result.requirements.every(({ state }) => state === 'not-reached')).toBe(true);
  expect(isVerdict(result)).toBe(false);
  expect(isVerdict(judge({ tests: [ran('one', ['a', 'b', 'c'])] }))).toBe(true);
});

test('what was printed outside of the tests stands beside the whole run', () => {
  const tests = [ran('one', ['a'], { printed: 'in it\n' })];
  expect(judge({ tests, printed: 'while it was loaded\n' })).toMatchObject({
    output: 'while it was loaded',
    tests: [{ output: 'in it' }],
  });
  expect(judge({}).output).toBeNull();
});

test('what was not run has a result that says why', () => {
  const gone = blankResult('failed', 'There is no file a.ts.', graded);
  expect(resultSchema.parse(gone)).toMatchObject({ status: 'failed', points: 0, maxPoints: 10 });
  expect(blankResult('not-graded', 'no broker', graded).requirements[0]).toMatchObject({ state: 'not-graded' });
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
