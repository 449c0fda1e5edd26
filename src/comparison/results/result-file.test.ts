import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { newestAs, saveResult, type Dated, type Extent } from './result-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'results '));
});
afterEach(async () => rm(folder, { recursive: true }));

const schema = z.object({ date: z.string(), of: z.string() });

const save = async (date: string, extent: Extent): Promise<string> =>
  saveResult({ kind: 'matrix', date, of: extent } as Dated, { folder, extent });

it('the newest result is the newest whole one; parts and quick tries have names of their own', async () => {
  await save('2026-11-22', 'whole');
  await save('2026-11-23', 'whole');
  expect(await save('2026-11-29', 'part')).toMatch(/part-matrix-2026-11-29\.json$/);
  expect(await save('2026-11-30', 'quick')).toMatch(/quick-matrix-2026-11-30\.json$/);
  expect(newestAs('matrix', schema, { folder })).toEqual({ date: '2026-11-23', of: 'whole' });
  expect(newestAs('matrix', schema, { folder, extent: 'part' })).toEqual({ date: '2026-11-29', of: 'part' });
});
