import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { kindOfFailure } from '../../bin/explain-failure.mjs';
import { Busy, patiently, patientlySync, removePatiently, renamePatiently } from '../../bin/patience.mjs';
import { writeStamp } from '../../bin/stamp.mjs';
import { canHold, holdFolder } from '../lab/broker/hold-folder.fixture.ts';
import { projectRoot } from '../project.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook patience '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const held = (code: string): Error => Object.assign(new Error(`${code}: held`), { code });

test('what is held for a moment is tried again', async () => {
  let tries = 0;
  expect(await patiently('x', async () => ((tries += 1) < 3 ? Promise.reject(held('EBUSY')) : 'done'))).toBe('done');
  patientlySync('x', () => {
    if ((tries += 1) < 6) throw held('ENOTEMPTY');
  });
  expect(tries).toBe(6);
});

test('what is still held after a second is busy, with its name, and anything else fails at once', async () => {
  const start = performance.now();
  const failure = await patiently('/some/file', () => Promise.reject(held('EBUSY'))).catch((error: unknown) => error);
  expect(performance.now() - start).toBeGreaterThan(900);
  expect(failure).toBeInstanceOf(Busy);
  expect(String(failure)).toContain('/some/file is in use by another program');
  expect(kindOfFailure(failure)).toBe('busy');
  let tries = 0;
  const refused = patiently('x', () => ((tries += 1), Promise.reject(held('ENOSPC'))));
  await expect(refused).rejects.toThrow('ENOSPC');
  expect(tries).toBe(1);
});

test.each(["EPERM: operation not permitted, rename 'a' -> 'b'", 'EBUSY: resource busy or locked, unlink'])(
  'npm that ends with %s says busy, not that a right is missing',
  (words) => expect(kindOfFailure(new Error(words))).toBe('busy'),
);

test.runIf(canHold && process.getuid?.() === 0)('a folder that is let go in time is renamed and removed', async () => {
  const [from, to] = [join(folder, 'a'), join(folder, 'b')];
  await mkdir(from);
  const letGo = await holdFolder(from);
  const renamed = renamePatiently(from, to);
  await letGo();
  await renamed;
  await writeFile(join(to, 'x'), '');
  await removePatiently(to);
  expect(await Array.fromAsync(glob('*', { cwd: folder }))).toEqual([]);
});

test('a stamp whose folder is missing is written all the same', async () => {
  writeStamp('a', 'key', join(folder, 'deep', 'er'));
  expect(await readFile(join(folder, 'deep', 'er', 'a.json'), 'utf8')).toContain('"key"');
});

test('nothing in the source renames without patience', async () => {
  const offenders: string[] = [];
  for await (const path of glob('{src,bin}/**/*.{ts,mjs}', { cwd: projectRoot })) {
    if (path.endsWith('.test.ts') || path.endsWith('patience.mjs')) continue;
    if (/\b(rename|renameSync)\(/.test(await readFile(join(projectRoot, path), 'utf8'))) offenders.push(path);
  }
  expect(offenders).toEqual([]);
});
