import { expect, test } from 'vitest';
import { requirementWith, resultWith } from '../grading/result.fixture.ts';
import { summaryLines } from './verdict.ts';

const look = { columns: 80, rows: 24, colour: false, paint: (_style: unknown, text: string) => text };
const asked = [{ id: 'key', text: 'It writes the **key**.', points: 2 }];

test('what fails the run and no test of it, and what was logged outside of them, is told after the sum', () => {
  const result = resultWith({
    exercise: 'a/b',
    output: 'while it loads',
    status: 'failed',
    message: 'A promise was rejected.',
    points: 2,
    requirements: [requirementWith('key', 'met', 2), requirementWith('gone', 'not-reached', 3)],
  });
  expect(summaryLines(result, asked, look)).toEqual([
    'met: 2/2 It writes the key.',
    'not reached: 0/3 gone',
    '',
    expect.stringContaining('0 of 0 tests passed'),
    '    A promise was rejected.',
    '    Your log outside of the tests:',
    '      while it loads',
  ]);
});

test('a run without a verdict says only why', () => {
  const parts = {
    exercise: 'a/b',
    message: 'x does not compile',
    requirements: [requirementWith('key', 'not-reached')],
  };
  expect(summaryLines(resultWith({ ...parts, status: 'failed' }), asked, look)).toEqual([
    'It could not run.',
    '    x does not compile',
  ]);
});
