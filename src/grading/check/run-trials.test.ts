import { expect, test } from 'vitest';
import { exercisesOf } from '../../course/course.ts';
import { loadCourse } from '../../course/load-course.ts';
import { requirementWith, resultWith } from '../result.fixture.ts';
import type { Result } from '../result.ts';
import type { GradeJob, Grader } from '../grader.ts';
import { countBroken, isDoubtful, outcomeOf, runTrials } from './run-trials.ts';
import { judge, trialsOf } from './trial.ts';

const [exercise] = exercisesOf(loadCourse('tests/fixtures/course'));
if (!exercise) throw new Error('The fixture course is empty.');
const [trial] = trialsOf(exercise, { native: true });
if (!trial) throw new Error('The exercise has lost its answers.');

const result = resultWith({ exercise: exercise.id, status: 'failed' });
const good = { result, findings: [] };
const bad = { result, findings: [{ severity: 'error', where: '1/1', problem: 'its stub passes' }] } as const;

test('a run that fails where others of its answer do not is a flake', () => {
  expect(
    countBroken([
      [good, bad, bad],
      [bad, bad],
      [good, good],
    ]),
  ).toEqual({ broken: 1, flakes: 2 });
});

test('what broke its promise in its only run is doubtful, and what was run more often is not', () => {
  expect(isDoubtful(outcomeOf(exercise, [{ trial, runs: [bad] }]))).toBe(true);
  expect(isDoubtful(outcomeOf(exercise, [{ trial, runs: [good] }]))).toBe(false);
  expect(isDoubtful(outcomeOf(exercise, [{ trial, runs: [bad, bad] }]))).toBe(false);
  expect(isDoubtful(outcomeOf(exercise, [{ trial, runs: [bad], again: bad }]))).toBe(false);
});

test('a second try that keeps the promise leaves a warning and a flake', () => {
  expect(outcomeOf(exercise, [{ trial, runs: [bad], again: good }])).toMatchObject({
    findings: [{ severity: 'warning', problem: expect.stringContaining('its stub passes') }],
    broken: 0,
    flakes: 1,
  });
});

test('a second try that breaks it too leaves the error', () => {
  expect(outcomeOf(exercise, [{ trial, runs: [bad], again: bad }])).toMatchObject({
    findings: [{ severity: 'error' }],
    broken: 1,
    flakes: 0,
  });
});

/** Runs all that the exercise promises, as where it is proved; gives what became of its wrong answers, run by run. */
async function runProved(verdict: (job: GradeJob) => Result): Promise<{ early: boolean[]; problems: string[] }> {
  const jobs: GradeJob[] = [];
  const grader: Grader = {
    grade: async (job) => {
      jobs.push(job);
      return verdict(job);
    },
    about: () => result.about,
    [Symbol.asyncDispose]: async () => {},
  };
  const { signal } = new AbortController();
  const scope = { kind: 'sample', seed: 1, isProved: () => true } as const;
  const rest = { repeat: { answers: 1, wrong: 1 }, neighbours: new Map(), native: true, signal };
  const { findings } = await runTrials(exercise!, { grader, scope, ...rest });
  const wrong = jobs.filter(({ subject }) => subject.role === 'wrong');
  return {
    early: wrong.map(({ endsAtFailure }) => endsAtFailure === true),
    problems: findings.map(({ problem }) => problem).filter((problem) => problem.includes('wrong/')),
  };
}

test('where an exercise is proved, a wrong answer ends at its first failure, and what comes after it is not asked', async () => {
  const { early, problems } = await runProved((job) => rejected(job, true));
  expect(problems).toEqual([]);
  expect(early).toEqual(early.map(() => true));
  expect(early.length).toBeGreaterThan(0);
});

test('one whose first failure is another than the one that it promises is run whole, and judged by that', async () => {
  const { early, problems } = await runProved((job) => rejected(job, job.endsAtFailure !== true));
  expect(problems).toEqual([]);
  expect(early.filter(Boolean)).toHaveLength(early.length / 2);
});

test('a whole run owes a verdict on what an early one does not reach', () => {
  const wrong = trialsOf(exercise, { native: true }).find(({ subject }) => subject.role === 'wrong');
  if (!wrong) throw new Error('The exercise has lost its wrong answers.');
  const early = rejected({ exercise, subject: wrong.subject, endsAtFailure: true }, true);
  expect(judge(exercise, { ...wrong, endsAtFailure: true }, early)).toEqual([]);
  expect(judge(exercise, wrong, early)).toHaveLength(1);
});

/** A run that a wrong answer's broken requirement has failed, in its words or in others; an early one reaches nothing else. */
function rejected({ exercise: of, subject, endsAtFailure = false }: GradeJob, inItsWords: boolean): Result {
  const own = trialsOf(of, { native: true }).find((each) => each.subject.path === subject.path);
  const broken = subject.role === 'wrong' ? subject.breaks.map(({ requirement }) => requirement) : [];
  const rest = endsAtFailure ? 'not-reached' : 'met';
  return resultWith({
    exercise: of.id,
    status: 'failed',
    message: inItsWords ? (own?.says ?? '') : 'something else',
    requirements: of.requirements.map(({ id }) => requirementWith(id, broken.includes(id) ? 'not-met' : rest)),
  });
}
