import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exerciseIdSchema } from '../course/course.ts';
import { progressPath, readProgress, recordProgress } from './progress-file.ts';
import { noProgress, progressOf } from './progress.ts';

const exercise = exerciseIdSchema.parse('connections/connect');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook progress-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

it('is empty where there is no file yet', async () => {
  expect(await readProgress(join(folder, 'new'))).toEqual({ progress: noProgress, setAside: undefined });
});

it('keeps entries of exercises that this course does not know', async () => {
  const unknown = exerciseIdSchema.parse('later-chapter/later');
  await recordProgress(folder, [{ type: 'skipped', exercise: unknown }]);
  const { progress } = await recordProgress(folder, [{ type: 'hint-shown', exercise, hints: 1 }]);
  expect(progressOf(progress, unknown).state).toBe('skipped');
});

it('loses nothing when two processes write at once', async () => {
  const module = join(import.meta.dirname, 'progress-file.ts');
  const writer = (name: string) => `
    const { recordProgress } = await import(${JSON.stringify(pathToFileURL(module).href)});
    for (let n = 0; n < 25; n++) {
      await recordProgress(${JSON.stringify(folder)}, [
        { type: 'answered', question: '${name}/' + n, choice: 0, right: true },
        { type: 'attempted', exercise: 'both/write', passed: false, points: n, at: '2026-11-22T10:00:00.000Z' },
      ]);
    }`;
  const run = promisify(execFile);
  await Promise.all(
    ['one', 'two'].map(async (name) => run(process.execPath, ['--input-type=module', '-e', writer(name)])),
  );
  const { progress } = await readProgress(folder);
  expect(Object.keys(progress.answers)).toHaveLength(50);
  expect(progressOf(progress, exerciseIdSchema.parse('both/write'))).toMatchObject({ attempts: 50, bestPoints: 24 });
});

it.for(['', '{"formatVersion":1', '{"formatVersion":1,"exercises":[]}', 'null'])(
  'sets a corrupt file aside and begins anew: %j',
  async (text) => {
    await writeFile(progressPath(folder), text);
    const { progress, setAside } = await recordProgress(folder, [{ type: 'selected', exercise }]);
    expect(progress.current).toBe(exercise);
    expect(await readFile(join(folder, setAside ?? ''), 'utf8')).toBe(text);
    expect(await readdir(folder)).toEqual([setAside, 'progress.json']);
  },
);

it('refuses a file of a newer format and leaves it alone', async () => {
  const text = '{"formatVersion":2,"anything":true}';
  await writeFile(progressPath(folder), text);
  await expect(recordProgress(folder, [{ type: 'selected', exercise }])).rejects.toThrow('A newer version');
  expect(await readFile(progressPath(folder), 'utf8')).toBe(text);
});

it('takes over the lock of a workbook that was killed', async () => {
  const lock = `${progressPath(folder)}.lock`;
  await mkdir(lock);
  const { progress } = await recordProgress(folder, [{ type: 'selected', exercise }]);
  expect(progress.current).toBe(exercise);
});
