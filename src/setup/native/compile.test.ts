import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';

it('leaves nothing in the temporary folder where the cache has a path with spaces', async () => {
  const root = await mkdtemp(join(tmpdir(), 'compile '));
  onTestFinished(async () => rm(root, { recursive: true, force: true }));
  const temporary = join(root, 'tmp');
  await mkdir(temporary);
  vi.stubEnv('TMPDIR', temporary);
  vi.stubEnv('WORKBOOK_CACHE', join(root, 'cache'));
  onTestFinished(() => void vi.unstubAllEnvs());
  const { compile } = await import('./compile.ts');
  const stopped = AbortSignal.abort(new Error('stopped'));
  await expect(compile({ report: () => {}, signal: stopped })).rejects.toThrow('stopped');
  expect(await readdir(temporary)).toEqual([]);
});
