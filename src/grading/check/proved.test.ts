import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exercisesOf } from '../../course/course.ts';
import { loadCourse } from '../../course/load-course.ts';
import { resultWith } from '../result.fixture.ts';
import { provedIn, readProved, startRecord } from './proved.ts';
import type { ExerciseOutcome } from './run-trials.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'a course '));
  cpSync('tests/fixtures/course', root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const id = 'basics/send-a-record';
const stem = '01-basics/01-send-a-record';
const repeat = { answers: 20, wrong: 3 };

async function record(parts: Partial<ExerciseOutcome> = {}, meanwhile = (): void => undefined): Promise<number> {
  const course = loadCourse(root);
  const exercise = exercisesOf(course).find((each) => each.id === id);
  if (!exercise) throw new Error(`The fixture course has lost ${id}.`);
  const results = [resultWith({ exercise: id, status: 'passed' })];
  const recorder = startRecord(course);
  meanwhile();
  const outcome = { exercise, ran: [], findings: [], results, broken: 0, flakes: 0, duration: 1, ...parts };
  return recorder.write([outcome], repeat);
}

function isProved(): boolean {
  const course = loadCourse(root);
  const isSo = provedIn(course);
  return exercisesOf(course).some((exercise) => exercise.id === id && isSo(exercise));
}

test('an exercise is proved by the record of its run', async () => {
  expect(isProved()).toBe(false);
  expect(await record()).toBe(1);
  expect(isProved()).toBe(true);
  expect(readProved(root)).toEqual({
    [id]: expect.objectContaining({ repeat, runs: 1, flakes: 0, retries: 0, date: expect.stringMatching(/^\d{4}-/) }),
  });
  expect(readFileSync(join(root, 'docs/proved.json'), 'utf8')).not.toContain(root);
});

test.for([
  `exercises/${stem}.md`,
  `exercises/${stem}.hints.md`,
  `exercises/${stem}.test.ts`,
  `exercises/${stem}.words.en.yaml`,
  `exercises/${stem}.ts`,
  `solutions/${stem}.ts`,
  `solutions/${stem}.wrong/sends-nothing.ts`,
])('a change of %s leaves it unproved', async (path) => {
  await record();
  appendFileSync(join(root, path), '\n');
  expect(isProved()).toBe(false);
});

test('a run with a flake is kept, and proves nothing', async () => {
  await record({ flakes: 1 });
  expect(readProved(root)[id]).toMatchObject({ flakes: 1 });
  expect(isProved()).toBe(false);
});

test('what is changed during its run is not proved by it', async () => {
  const change = (): void => appendFileSync(join(root, `exercises/${stem}.test.ts`), '\n');
  expect(await record({}, change)).toBe(0);
  expect(readProved(root)).toEqual({});
});

test('a broken answer takes the record away', async () => {
  await record();
  await record({ broken: 1 });
  expect(readProved(root)).toEqual({});
});

test('a file of another shape is told, and how to bring it back', async () => {
  await record();
  writeFileSync(join(root, 'docs/proved.json'), '{}');
  expect(() => readProved(root)).toThrow(expect.objectContaining({ next: expect.stringContaining('git checkout') }));
});
