import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exercisesOf } from '../../course/course.ts';
import { loadCourse } from '../../course/load-course.ts';
import { projectRoot } from '../../project.ts';
import type { Result } from '../result.ts';
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

const stub: Trial = { subject: { kind: 'learner' }, must: 'fail', says: '' };
const solution: Trial = { subject: { kind: 'solution' }, must: 'pass', says: '' };
const wrong: Trial = { subject: { kind: 'wrong', name: 'late' }, must: 'fail', says: 'the key is null' };

const subjects = (confluent: boolean) => trialsOf(exercise, { confluent }).map(({ subject }) => subject.kind);

test('an exercise promises a stub, a solution for each client, and its wrong answers', () => {
  expect(subjects(true)).toEqual(['learner', 'solution', 'confluent', 'wrong', 'wrong', 'wrong']);
  expect(subjects(false)).not.toContain('confluent');
});

test.for([
  ['a stub that fails', stub, result('fail', 'nothing there'), undefined],
  ['a stub that passes', stub, result('pass'), 'its stub passes'],
  ['a stub that does not run', stub, result('error', 'does not compile'), 'its stub does not run: does not compile'],
  ['a solution that passes', solution, result('pass'), undefined],
  ['a solution that fails', solution, result('fail', 'no record'), 'its solution does not pass. second: no record'],
  ['a wrong answer that is told why', wrong, result('fail', 'second:\n  the key\nis null, so'), undefined],
  ['a wrong answer that stops the run, told why', wrong, result('error', 'the key is null'), undefined],
  ['a wrong answer that passes', wrong, result('pass'), 'wrong/late passes'],
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
