import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mainSolution } from '../../course/answer.ts';
import { exercisesOf } from '../../course/course.ts';
import { loadCourse } from '../../course/load-course.ts';
import { projectRoot } from '../../project.ts';
import { requirementWith, resultWith, testWith } from '../result.fixture.ts';
import type { Result } from '../result.ts';
import { subjectLabel } from '../subject.ts';
import { judge, trialsOf, type Trial } from './trial.ts';

const [exercise] = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/course')));
if (!exercise) throw new Error('The fixture course is empty.');

const states = (...all: Result['requirements'][number]['state'][]) =>
  all.map((state, at) => requirementWith(at === 0 ? 'key' : 'place', state));
const result = (status: Result['status'], message: string | null = null): Result =>
  resultWith({
    exercise: exercise.id,
    status,
    requirements: status === 'passed' ? states('met', 'met') : states('not-met', 'met'),
    tests: [
      testWith({ id: 'first' }),
      testWith({ id: 'second', state: status === 'passed' ? 'passed' : 'failed', message }),
    ],
  });
const unrun = resultWith({
  exercise: exercise.id,
  status: 'failed',
  message: 'does not compile',
  requirements: states('not-reached', 'not-reached'),
});

const [first, , , rejected] = exercise.answers;
if (!first || rejected?.role !== 'wrong') throw new Error('The exercise has lost its answers.');
const stub: Trial = { subject: first, must: 'fail', says: '' };
const solution: Trial = { subject: mainSolution(exercise), must: 'pass', says: '' };
const wrong: Trial = { subject: rejected, must: 'fail', says: 'the {part} is null' };
const also = [{ requirement: 'key', alsoNotReached: ['place'] }];
const excused: Trial = { ...wrong, subject: { ...rejected, breaks: also } };

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
  ['a stub that fails', stub, result('failed', 'nothing there'), undefined],
  ['a stub that passes', stub, result('passed'), 'its stub passes'],
  ['a stub that does not run', stub, unrun, 'its stub does not run: does not compile'],
  ['a solution that passes', solution, result('passed'), undefined],
  [
    'a solution that fails',
    solution,
    result('failed', 'no record'),
    'its solution/kafkajs does not pass. second: no record',
  ],
  ['a wrong answer that is told why', wrong, result('failed', 'second:\n  the key\nis null, so'), undefined],
  [
    'a wrong answer that stops the run, told why',
    wrong,
    { ...unrun, message: 'the key is null', requirements: states('not-met', 'met') },
    undefined,
  ],
  [
    'a wrong answer that breaks another requirement',
    wrong,
    { ...result('failed', 'the key is null'), requirements: states('met', 'not-met') },
    'does not break key, which is met',
  ],
  [
    'a wrong answer that breaks more than it says',
    wrong,
    { ...result('failed', 'the key is null'), requirements: states('not-met', 'not-reached') },
    'breaks more than it says: place is not-reached',
  ],
  [
    'a wrong answer that says what it breaks with it',
    excused,
    { ...result('failed', 'the key is null'), requirements: states('not-met', 'not-reached') },
    undefined,
  ],
  ['what could not be graded', solution, result('not-graded', 'no broker'), 'could not be graded. second: no broker'],
  ['a wrong answer that passes', wrong, result('passed'), 'wrong/forgets-the-key passes'],
  [
    'a wrong answer that fails for another reason',
    wrong,
    result('failed', 'timeout'),
    'not with the words "the {part} is null"',
  ],
] as const)('%s', ([, trial, outcome, problem]) => {
  const findings = judge(exercise, trial, outcome);
  expect(findings.map((finding) => finding.problem).join('\n')).toContain(problem ?? '');
  expect(findings.length > 0).toBe(problem !== undefined);
});
