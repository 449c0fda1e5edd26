import { expect, test } from 'vitest';
import type { Result } from '../grading/result.ts';
import { summaryLines } from './verdict.ts';

const look = { columns: 80, rows: 24, colour: false, paint: (_style: unknown, text: string) => text };

test('what fails the run and no test of it, and what was logged outside of them, is told after the sum', () => {
  const result: Result = {
    version: 3,
    exercise: 'a/b',
    subject: 'learner',
    output: 'while it loads',
    status: 'fail',
    message: 'A promise was rejected.',
    points: 0,
    max_points: 0,
    duration_ms: 100,
    tests: [],
  };
  expect(summaryLines(result, look)).toEqual([
    expect.stringContaining('0 of 0 tests passed'),
    '    A promise was rejected.',
    '    Your log outside of the tests:',
    '      while it loads',
  ]);
});
