import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mainSolution } from '../../course/answer.ts';
import { exercisesOf } from '../../course/course.ts';
import { loadCourse } from '../../course/load-course.ts';
import { projectRoot } from '../../project.ts';
import type { Result } from '../result.ts';
import { subjectLabel } from '../subject.ts';
import { judge, trialsOf, type Trial } from './trial.ts';

const [exercise] = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/course')));
if (!exercise) throw new Error('The fixture course is empty.');

const result = (status: Result['status'], message: string | null = null): Result => ({
  version: 3,
  status,
  message: status === 'error' ? message : null,
  exercise: exercise.id,
  subject: 'x',
  output: null,
  points: 0,
  max_points: 1,
  duration_ms: 1,
  tests: [
    {
      name: 'first',
      status: 'pass',
      message: null,
      output: null,
      task_id: null,
      points: 0,
      max_points: 0,
      duration_ms: 1,
    },
    { name: 'second', status, message, output: null, task_id: null, points: 0, max_points: 1, duration_ms: 1 },
  ],
});

const [first, , , rejected] = exercise.answers;
if (!first || !rejected) throw new Error('The exercise has lost its answers.');
const stub: Trial = { subject: first, must: 'fail', says: '' };
const solution: Trial = { subject: mainSolution(exercise), must: 'pass', says: '' };
const wrong: Trial = { subject: rejected, must: 'fail', says: 'the key is null' };

const subjects = (native: boolean) => trialsOf(exercise, { native }).map(({ subject }) => subjectLabel(subject));

test('an exercise promises a stub, a solution for each client, and its wrong answers', () => {
  expect(subjects(true)).toEqual([
    'stub',
    'solution/kafkajs',
    'solution/confluent',
    'wrong/forgets-the-key',
    'wrong/returns-nothing',
    'wrong/sends-nothing',
  ]);
  expect(subjects(false)).not.toContain('solution/confluent');
});

test.for([
  ['a stub that fails', stub, result('fail', 'nothing there'), undefined],
  ['a stub that passes', stub, result('pass'), 'its stub passes'],
  ['a stub that does not run', stub, result('error', 'does not compile'), 'its stub does not run: does not compile'],
  ['a solution that passes', solution, result('pass'), undefined],
  [
    'a solution that fails',
    solution,
    result('fail', 'no record'),
    'its solution/kafkajs does not pass. second: no record',
  ],
  ['a wrong answer that is told why', wrong, result('fail', 'second:\n  the key\nis null, so'), undefined],
  ['a wrong answer that stops the run, told why', wrong, result('error', 'the key is null'), undefined],
  ['a wrong answer that passes', wrong, result('pass'), 'wrong/forgets-the-key passes'],
  [
    'a wrong answer that fails for another reason',
    wrong,
    result('fail', 'timeout'),
    'not with the words "the key is null"',
  ],
] as const)('%s', ([, trial, outcome, problem]) => {
  const findings = judge(exercise, trial, outcome);
  expect(findings).toHaveLength(problem ? 1 : 0);
  expect(findings[0]?.problem ?? '').toContain(problem ?? '');
});
