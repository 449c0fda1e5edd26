// The first exercise of the fixture course: its suite looks at the record, and not at the connection.
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { createGrader } from '../grading/grader.ts';
import { projectRoot } from '../project.ts';
import { writeMutants } from './mutant-files.ts';
import { originalOf } from './outcome.ts';
import { runMutants } from './run-mutants.ts';

test('a mutant without its key is killed, and one that stays connected lives', async () => {
  const [exercise] = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/course')));
  const original = exercise && originalOf(exercise, 'kafkajs');
  if (!original) throw new Error('The fixture course has lost its first exercise.');
  await using made = await writeMutants([original]);
  const [set] = made.sets;
  if (!set) throw new Error('No mutants were made.');
  const compiled = set.files.map(({ mutant }) => mutant.change);
  const stays = 'await producer.disconnect(); → nothing';
  expect(compiled).toEqual(expect.arrayContaining(['key → nothing', stays]));
  expect(set.mutants.length).toBeGreaterThan(compiled.length);
  const files = set.files.filter(({ mutant }) => ['key → nothing', stays].includes(mutant.change));
  await using grader = await createGrader({
    broker: { connection: inject('workbook').connection, env: {} },
    parallel: 2,
  });
  const signal = new AbortController().signal;
  const run = await runMutants({ ...set, files }, { grader, signal, date: '2026-01-01' });
  expect(run).toMatchObject({ unsound: undefined, outcome: { killed: 1, living: [{ change: stays }] } });
});
