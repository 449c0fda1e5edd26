// Exercises that need more than a broker, from the grader's side: a cluster that they break, a registry, users.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { mainSolution, type Answer } from '../course/answer.ts';
import { exercisesOf, type Exercise } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { ClusterKeeper } from '../lab/cluster/cluster-keeper.ts';
import type { Phase } from '../lab/phase.ts';
import { bringApicurio } from '../lab/registry/apicurio.ts';
import { projectRoot } from '../project.ts';
import { ensure } from '../setup/start-setup.ts';
import { Extras } from './extras.ts';
import { createGrader, type Grader } from './grader.ts';

const [outlive, tooLate, register] = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/drills')));
if (!outlive || !tooLate || !register) throw new Error('The fixture course has lost an exercise.');

const cluster = new ClusterKeeper();
let grader: Grader;
beforeAll(async () => {
  await ensure(['java', 'jars']);
  grader = await createGrader({ broker: { connection: inject('workbook').connection, env: {} }, cluster, parallel: 2 });
}, 300_000);
afterAll(async () => {
  await grader[Symbol.asyncDispose]();
  await cluster[Symbol.asyncDispose]();
});

function solutionTo(exercise: Exercise): Answer {
  const solution = mainSolution(exercise);
  if (!solution) throw new Error('The fixture course has lost a solution.');
  return solution;
}

test(
  'a suite kills the leader under the work of an answer, and tells so as it happens',
  { timeout: 180_000 },
  async () => {
    const phases: Phase[] = [];
    const onPhase = (phase: Phase): void => void phases.push(phase);
    const result = await grader.grade({ exercise: outlive, subject: solutionTo(outlive), onPhase });
    expect(result).toMatchObject({ status: 'passed', points: 10 });
    expect(phases.filter(({ kind }) => ['cluster-ready', 'killed', 'new-leader'].includes(kind))).toEqual([
      { kind: 'cluster-ready', ms: expect.any(Number) },
      { kind: 'killed', broker: 2 },
      { kind: 'new-leader', broker: expect.any(Number), ms: expect.any(Number) },
    ]);
  },
);

test('a run that the fault has missed is repeated twice, then not graded', { timeout: 180_000 }, async () => {
  const attempts: number[] = [];
  const result = await grader.grade({
    exercise: tooLate,
    subject: solutionTo(tooLate),
    onPhase: (phase) => void (phase.kind === 'missed' && attempts.push(phase.attempt)),
  });
  expect(attempts).toEqual([2, 3]);
  expect(result).toMatchObject({ status: 'not-graded', points: 0, about: { retries: 2 } });
  expect(result.requirements[0]?.message).toContain('It had returned before the leader died.');
});

test(
  'a registry is started for the first run that needs one, and serves the next one',
  { timeout: 300_000 },
  async ({ skip, signal }) => {
    const brought = await bringApicurio({ signal, onProgress: () => undefined }).catch((error: unknown) =>
      String(error),
    );
    if (!existsSync(brought)) skip(brought);
    const phases: Phase['kind'][] = [];
    const grade = async () =>
      grader.grade({
        exercise: register,
        subject: solutionTo(register),
        onPhase: ({ kind }) => void phases.push(kind),
      });
    expect(await grade()).toMatchObject({ status: 'passed', points: 10 });
    expect(await grade()).toMatchObject({ status: 'passed', points: 10 });
    expect(phases).toEqual(['registry-starts', 'registry-ready']);
  },
);

test('what a broker has not is named, and nothing is run', async () => {
  const given = new Extras({ broker: { source: 'given' } });
  expect(given.lacks(outlive)).toContain('needs a cluster of its own');
  expect(given.lacks({ ...outlive, needs: ['secured'] })).toContain('users');
  const own = new Extras({ broker: { source: 'embedded', users: '127.0.0.1:1' } });
  expect(own.lacks({ ...outlive, needs: ['cluster', 'secured'] }, 'linux')).toBeUndefined();
  expect(own.lacks(outlive, 'win32')).toContain('on Windows it runs with Docker only');
});
