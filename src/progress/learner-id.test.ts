import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { learnerId } from './learner-id.ts';

it('is made once, also where many ask at the same time, and stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'learner '));
  const ids = await Promise.all(Array.from({ length: 8 }, () => learnerId(join(folder, 'state'))));
  const later = await learnerId(join(folder, 'state'));
  expect(new Set([...ids.filter((id) => id !== 'learner'), later]).size).toBe(1);
  expect(later).toMatch(/^[0-9a-f-]{36}$/);
  await rm(folder, { recursive: true });
});

it('where the folder cannot be written all are one learner', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'learner '));
  await writeFile(join(folder, 'state'), 'a file in the way');
  expect(await learnerId(join(folder, 'state'))).toBe('learner');
  await rm(folder, { recursive: true });
});
