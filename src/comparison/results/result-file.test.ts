import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { nameOf, newestResult, saveResult } from './result-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'results '));
});
afterEach(async () => rm(folder, { recursive: true }));

const schema = z.object({ date: z.string(), partial: z.string().nullable() });

const save = async (date: string, partial: string | null): Promise<string> => {
  const result = { kind: 'matrix', date, partial } as const;
  return saveResult(result, { folder, name: nameOf(result.kind, result.partial === null) });
};

it('the newest result is the newest whole one, and parts have one of their own', async () => {
  await save('2026-11-22', null);
  await save('2026-11-23', null);
  expect(await save('2026-11-29', 'go-sarama is all that was asked for')).toMatch(/part-matrix-2026-11-29\.json$/);
  expect(await newestResult('matrix', schema, folder)).toEqual({ date: '2026-11-23', partial: null });
  expect(await newestResult('part-matrix', schema, folder)).toMatchObject({ date: '2026-11-29' });
});
