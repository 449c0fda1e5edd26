// What the page says of a verdict, in English; a part of en.ts.
import { plural } from './plural.ts';

export const verdict = {
  none: 'Nothing has run yet.',
  lacks: 'This exercise cannot run on the broker that is there.',
  noneNext: 'Save your file and the verdict appears here, test by test.',
  phases: 'What happens beside your work',
  passedBefore: 'You passed this exercise before. Save the file to run it again.',
  waiting: 'Waiting for the broker. The run starts by itself.',
  running: 'Running',
  passed: 'Passed',
  failed: 'Not yet',
  error: 'It could not run',
  count: (passed: number, all: number) => `${passed} of ${plural(all, 'test')} passed`,
  so: (count: number) => `${plural(count, 'test')} so far`,
  log: 'Your log',
  logOutside: 'Your log outside of the tests',
  test: { pass: 'passed', fail: 'failed', error: 'could not run' },
  requirements: 'What the task asks for',
  states: { met: 'met', 'not-met': 'not met', 'not-reached': 'not reached', 'not-graded': 'not graded' },
  pointsOf: (points: number, most: number) => `${points} of ${plural(most, 'point')}`,
  expected: 'Expected',
  received: 'Received',
  usually: 'Usually:',
  said: {
    pass: (label: string, count: number) => `${label}: passed, all ${plural(count, 'test')}.`,
    fail: (label: string, passed: number, all: number, first: string) =>
      `${label}: ${passed} of ${plural(all, 'test')} passed. Failed: ${first}.`,
    error: (label: string) => `${label}: it could not run.`,
  },
} as const;
