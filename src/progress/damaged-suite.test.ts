// In a folder without git, as a download of the workbook is.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exercisesOf, type Exercise } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { resetExercise } from './attempts.ts';
import { damagedSuite, keepOriginals } from './originals.ts';
import { noProgress } from './progress.ts';

let root = '';
let state = '';
let exercise: Exercise;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'workbook suite-'));
  state = join(root, '.workbook');
  await cp(join(projectRoot, 'tests/fixtures/course'), root, { recursive: true });
  const [first] = exercisesOf(loadCourse(root));
  if (!first) throw new Error('The fixture course is empty.');
  exercise = first;
  await keepOriginals(state, [exercise], noProgress);
});
afterEach(async () => rm(root, { recursive: true, force: true }));

it('knows which files of a suite are gone or changed, and reset brings them back and keeps what stood there', async () => {
  const { suite, words, stub } = exercise.files;
  const handedOut = await Promise.all([suite, words].map(async (path) => readFile(path, 'utf8')));
  expect(await damagedSuite(state, exercise)).toEqual([]);
  await writeFile(suite, '// all is well\n');
  await rm(words);
  await writeFile(stub, '// mine\n');
  expect((await damagedSuite(state, exercise)).map(({ path, present }) => [basename(path), present])).toEqual([
    [basename(suite), '// all is well\n'],
    [basename(words), undefined],
  ]);
  const { mended, kept = '' } = await resetExercise(state, exercise);
  expect(mended).toEqual([basename(suite), basename(words)]);
  expect(await readFile(kept, 'utf8')).toBe('// mine\n');
  expect(await Promise.all([suite, words].map(async (path) => readFile(path, 'utf8')))).toEqual(handedOut);
  const folder = join(state, 'suites', ...exercise.id.split('/'));
  const [copy = ''] = await readdir(folder);
  expect(await readFile(join(folder, copy), 'utf8')).toBe('// all is well\n');
});

it('brings a suite back where the answer is as it was handed out', async () => {
  await rm(exercise.files.suite);
  expect(await resetExercise(state, exercise)).toEqual({
    kept: undefined,
    isOriginal: true,
    mended: [basename(exercise.files.suite)],
  });
  await expect(resetExercise(state, exercise)).rejects.toThrow('nothing to reset');
});
