import { describe, expect, test } from 'vitest';
import { gradeOf, type GradeReport } from '../grade-report.ts';
import type { Result } from '../result.ts';
import { reportFormats } from './report-format.ts';

const base = { version: 3, subject: 'file', output: null, duration_ms: 1_500 } as const;
const half: Result = {
  ...base,
  exercise: 'producers/send-an-order',
  status: 'fail',
  message: null,
  points: 6,
  max_points: 10,
  tests: [
    {
      name: 'writes <one> record',
      status: 'pass',
      message: null,
      output: 'a & b',
      task_id: 1,
      points: 6,
      max_points: 6,
      duration_ms: 200,
    },
    {
      name: 'returns the offset',
      status: 'fail',
      message: 'expected "0",\nreceived ```\u0007',
      output: null,
      task_id: 2,
      points: 0,
      max_points: 4,
      duration_ms: 300,
    },
  ],
};
const broken: Result = {
  ...base,
  exercise: 'producers/flush',
  status: 'error',
  message: 'flush.ts does not compile',
  points: 0,
  max_points: 5,
  tests: [],
};
const report: GradeReport = { formatVersion: 1, learners: [gradeOf('ada', [half, broken])] };

test('a grade adds up points and passes', () => {
  expect(report.learners[0]).toMatchObject({ learner: 'ada', points: 6, max_points: 15, passed: 0 });
});

test('Classroom 50 gets its schema with a score for each test', () => {
  expect(JSON.parse(reportFormats.classroom50(report))).toMatchObject({
    schema: 'classroom50/result/v1',
    score: 6,
    'max-score': 15,
    tests: [
      { 'test-name': 'producers/send-an-order: writes <one> record', passed: true, score: 6, 'max-score': 6 },
      { 'test-name': 'producers/send-an-order: returns the offset', passed: false, score: 0, 'max-score': 4 },
      { 'test-name': 'producers/flush', passed: false, score: 0, 'max-score': 5, message: 'flush.ts does not compile' },
    ],
  });
});

test('Gradescope gets numbered tests with their messages', () => {
  const { score, tests } = JSON.parse(reportFormats.gradescope(report));
  expect(score).toBe(6);
  expect(tests.map((each: { number: string; status: string }) => [each.number, each.status])).toEqual([
    ['1.1', 'passed'],
    ['1.2', 'failed'],
    ['2', 'failed'],
  ]);
});

test('JUnit XML escapes text and counts failures apart from errors', () => {
  const xml = reportFormats.junit(report);
  expect(xml).toContain('<testsuite name="ada: producers/send-an-order" tests="2" failures="1" errors="0" time="1.5">');
  expect(xml).toContain('<testsuite name="ada: producers/flush" tests="1" failures="0" errors="1" time="1.5">');
  expect(xml).toContain('name="writes &lt;one&gt; record"');
  expect(xml).toContain('<system-out>a &amp; b</system-out>');
  expect(xml).not.toContain('\u0007');
});

test('Markdown fences a message that holds backticks', () => {
  const text = reportFormats.markdown(report);
  expect(text).toContain('| producers/send-an-order | not passed | 6/10 |');
  expect(text).toContain('````text\nexpected "0",');
});

describe('a class', () => {
  const many: GradeReport = { formatVersion: 1, learners: [gradeOf('ada', [half]), gradeOf('bob', [half])] };

  test('is refused by the formats that services read one by one', () => {
    expect(() => reportFormats.gradescope(many)).toThrow('one learner at a time');
    expect(() => reportFormats.classroom50(many)).toThrow('one learner at a time');
  });

  test('is whole in JSON, JUnit and Markdown', () => {
    for (const format of ['json', 'junit', 'markdown'] as const) {
      expect(reportFormats[format](many)).toContain('ada');
      expect(reportFormats[format](many)).toContain('bob');
    }
  });
});
