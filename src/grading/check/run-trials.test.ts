import { expect, test } from 'vitest';
import { exercisesOf } from '../../course/course.ts';
import { loadCourse } from '../../course/load-course.ts';
import { resultWith } from '../result.fixture.ts';
import { countBroken, isDoubtful, outcomeOf } from './run-trials.ts';
import { trialsOf } from './trial.ts';

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
