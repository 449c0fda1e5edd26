import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { exerciseIdSchema } from '../course/course.ts';
import { readProgress } from '../progress/progress-file.ts';
import { progressOf } from '../progress/progress.ts';
import { createProgressSaver } from './save-progress.ts';

const first = exerciseIdSchema.parse('connections/connect');
const second = exerciseIdSchema.parse('connections/fail-well');

it('keeps what cannot be written, and writes it with the next event once that works', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'workbook-saver-'));
  onTestFinished(async () => rm(parent, { recursive: true, force: true }));
  // A file where the folder belongs: what a full disk or a read-only folder comes to, for root too.
  const folder = join(parent, 'state');
  await writeFile(folder, '');
  const failures: unknown[] = [];
  const saver = createProgressSaver(folder, {
    saved: () => {},
    damaged: () => {},
    failed: (error) => failures.push(error),
  });
  saver.save({ type: 'skipped', exercise: first });
  await saver.settled();
  expect({ failures: failures.length, busy: saver.busy }).toEqual({ failures: 1, busy: true });
  await rm(folder);
  saver.save({ type: 'hint-shown', exercise: second, hints: 1 });
  await saver.settled();
  const { progress } = await readProgress(folder);
  expect(saver.busy).toBe(false);
  expect(progressOf(progress, first).state).toBe('skipped');
  expect(progressOf(progress, second).hintsShown).toBe(1);
});
