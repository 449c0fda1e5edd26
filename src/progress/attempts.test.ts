import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exercisesOf, type Exercise } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { inTwoLanguages } from '../course/work.fixture.ts';
import { workFile, workKey, type WorkKey } from '../course/work.ts';
import { projectRoot } from '../project.ts';
import { resetExercise, undoReset } from './attempts.ts';
import { keepOriginals } from './originals.ts';
import { applyToProgress, noProgress } from './progress.ts';

let root = '';
let state = '';
let exercise: Exercise;
let typescript: WorkKey;
let go: WorkKey;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'attempts '));
  await cp(join(projectRoot, 'tests/fixtures/course'), root, { recursive: true });
  state = join(root, '.workbook');
  const [first] = exercisesOf(loadCourse(root));
  if (!first) throw new Error('The fixture course has lost its exercises.');
  exercise = inTwoLanguages(first);
  typescript = workKey({ exercise: first.id, language: 'typescript' });
  go = workKey({ exercise: first.id, language: 'go' });
  await writeFile(workFile(exercise, go), '// TODO in Go\n');
  await keepOriginals(state, [exercise], noProgress);
});
afterEach(async () => rm(root, { recursive: true }));

const textOf = (work: WorkKey): Promise<string> => readFile(workFile(exercise, work), 'utf8');
const write = (work: WorkKey, text: string) => writeFile(workFile(exercise, work), text);

it('resets one language, and leaves the other and its attempts alone', async () => {
  await write(typescript, 'mine in TypeScript');
  await write(go, 'mine in Go');
  const { kept } = await resetExercise(state, exercise, go);
  expect(kept?.endsWith('.go')).toBe(true);
  expect(await textOf(go)).toBe('// TODO in Go\n');
  expect(await textOf(typescript)).toBe('mine in TypeScript');
  await expect(undoReset(state, exercise, typescript)).rejects.toThrow('No earlier attempt');
  await undoReset(state, exercise, go);
  expect(await textOf(go)).toBe('mine in Go');
});

it('finds attempts where a workbook with one language has left them', async () => {
  await write(typescript, 'mine');
  await resetExercise(state, exercise);
  const kept = await readdir(join(state, 'attempts', ...exercise.id.split('/')));
  expect(kept).toEqual([expect.stringMatching(/\.ts$/)]);
  await undoReset(state, exercise);
  expect(await textOf(typescript)).toBe('mine');
});

it('keeps what a content update brings in a language that was not tried, whatever was tried in the other', async () => {
  const tried = {
    type: 'attempted',
    exercise: exercise.id,
    passed: false,
    points: 0,
    at: '2026-11-22T10:00:00.000Z',
  } as const;
  await Promise.all([write(typescript, '// TODO anew\n'), write(go, '// TODO anew in Go\n')]);
  await writeFile(exercise.files.suite, '// changed');
  await keepOriginals(state, [exercise], applyToProgress(noProgress, { ...tried, language: 'go' }));
  await Promise.all([write(typescript, 'mine'), write(go, 'mine')]);
  await resetExercise(state, exercise, typescript);
  await resetExercise(state, exercise, go);
  expect([await textOf(typescript), await textOf(go)]).toEqual(['// TODO anew\n', '// TODO in Go\n']);
});
