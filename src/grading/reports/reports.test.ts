import { describe, expect, test } from 'vitest';
import { gradeOf, type GradeReport } from '../grade-report.ts';
import { requirementWith, resultWith, testWith } from '../result.fixture.ts';
import { reportFormats } from './report-format.ts';

const half = resultWith({
  exercise: 'producers/send-an-order',
  status: 'failed',
  points: 6,
  maxPoints: 11,
  durationMs: 1_500,
  requirements: [
    { ...requirementWith('one-record', 'met', 6), tests: ['writes'] },
    { ...requirementWith('offset', 'not-met', 4), message: 'expected "0",\nreceived ```\u0007', tests: ['returns'] },
    requirementWith('hangs-up', 'not-reached'),
  ],
  tests: [testWith({ id: 'writes', output: 'a & <b>' }), testWith({ id: 'returns', state: 'failed' })],
});
const broken = resultWith({
  exercise: 'producers/flush',
  status: 'failed',
  message: 'flush.ts does not compile',
  maxPoints: 5,
  requirements: [requirementWith('confirmed', 'not-reached', 5)],
  durationMs: 1_500,
});
const ungraded = resultWith({
  exercise: 'producers/flush',
  status: 'not-graded',
  message: 'The broker stopped answering.',
  requirements: [requirementWith('confirmed', 'not-graded', 5)],
});
const stray = resultWith({
  exercise: 'producers/flush',
  status: 'failed',
  message: 'nobody handled it',
  requirements: [requirementWith('confirmed', 'met', 5)],
});
const report: GradeReport = { formatVersion: 1, learners: [gradeOf('ada', [half, broken])] };

test('a grade adds up points and passes', () => {
  expect(report.learners[0]).toMatchObject({ learner: 'ada', points: 6, maxPoints: 16, passed: 0 });
});

test('Classroom 50 gets its schema with a score for each requirement', () => {
  expect(JSON.parse(reportFormats.classroom50(report))).toMatchObject({
    schema: 'classroom50/result/v1',
    score: 6,
    'max-score': 16,
    tests: [
      { 'test-name': 'producers/send-an-order: one-record', passed: true, score: 6, 'max-score': 6 },
      { 'test-name': 'producers/send-an-order: offset', passed: false, score: 0, 'max-score': 4 },
      { 'test-name': 'producers/send-an-order: hangs-up', passed: false, message: 'Not reached.' },
      { 'test-name': 'producers/flush: confirmed', passed: false, message: 'Not reached. flush.ts does not compile' },
    ],
  });
});

test('Gradescope gets numbered requirements with their messages', () => {
  const { score, tests } = JSON.parse(reportFormats.gradescope(report));
  expect(score).toBe(6);
  expect(tests.map((each: { number: string; status: string }) => [each.number, each.status])).toEqual([
    ['1.1', 'passed'],
    ['1.2', 'failed'],
    ['1.3', 'failed'],
    ['2.1', 'failed'],
  ]);
});

test('JUnit XML escapes text and counts failures apart from errors', () => {
  const xml = reportFormats.junit(report);
  expect(xml).toContain('<testsuite name="ada: producers/send-an-order" tests="3" failures="2" errors="0" time="1.5">');
  expect(xml).toContain('<testsuite name="ada: producers/flush" tests="1" failures="1" errors="0" time="1.5">');
  expect(xml).toContain('name="producers/send-an-order: one-record"');
  expect(xml).toContain('<system-out>a &amp; &lt;b&gt;</system-out>');
  expect(xml).not.toContain('\u0007');
});

test('Markdown fences a message that holds backticks', () => {
  const text = reportFormats.markdown(report);
  expect(text).toContain('| producers/send-an-order | not passed | 6/11 |');
  expect(text).toContain('````text\nexpected "0",');
});

test('names of learners and remarks are text in every format, whatever is in them', () => {
  const name = 'a|b <i>*x*\n# "y" & \u001B[2J';
  const odd: GradeReport = { formatVersion: 1, learners: [gradeOf(name, [half])], remarks: ['eve*.zip* is left out.'] };
  const markdown = reportFormats.markdown(odd);
  expect(markdown.split('\n', 3)).toEqual([
    '- eve\\*.zip\\* is left out.',
    '',
    '## a\\|b \\<i\\>\\*x\\* \\# "y" \\& \\[2J: 6 of 11 points',
  ]);
  expect(reportFormats.junit(odd)).toContain('<testsuite name="a|b &lt;i&gt;*x*');
  expect(reportFormats.junit(odd)).not.toContain('\u001B');
  expect(JSON.parse(reportFormats.json(odd))).toMatchObject({ learners: [{ learner: name }], remarks: odd.remarks });
});

test('Exercism gets version 3, a test for each requirement by its place', () => {
  const one = { formatVersion: 1, learners: [gradeOf('ada', [half])] } as const;
  expect(JSON.parse(reportFormats.exercism(one))).toEqual({
    version: 3,
    status: 'fail',
    message: null,
    tests: [
      { name: 'producers/send-an-order: one-record', status: 'pass', message: null, output: 'a & <b>', task_id: 1 },
      expect.objectContaining({ status: 'fail', task_id: 2 }),
      { name: 'producers/send-an-order: hangs-up', status: 'fail', message: 'Not reached.', output: null, task_id: 3 },
    ],
  });
  expect(() => reportFormats.exercism(report)).toThrow('one exercise at a time');
});

test('what was not graded is an error with its reason in every format', () => {
  const one = { formatVersion: 1, learners: [gradeOf('ada', [ungraded])] } as const;
  const reason = 'The broker stopped answering.';
  expect(JSON.parse(reportFormats.exercism(one))).toMatchObject({
    status: 'error',
    tests: [{ status: 'error', message: reason }],
  });
  expect(reportFormats.junit(one)).toContain(`<error message="${reason}">`);
  expect(JSON.parse(reportFormats.gradescope(one)).tests[0].output).toContain(reason);
  expect(JSON.parse(reportFormats.classroom50(one)).tests[0].message).toBe(reason);
  expect(reportFormats.markdown(one)).toContain('| producers/flush | not graded |');
});

test('a run that fails although every requirement is met has a line of its own', () => {
  const one = { formatVersion: 1, learners: [gradeOf('ada', [stray])] } as const;
  expect(JSON.parse(reportFormats.gradescope(one)).tests).toMatchObject([
    { number: '1.1', status: 'passed' },
    { number: '1', status: 'failed', output: 'nobody handled it' },
  ]);
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
