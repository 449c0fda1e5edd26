import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unzip } from './unzip.ts';
import { zipOf, type ZipEntry } from './zip.fixture.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook zip '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function unpacked(...entries: ZipEntry[]): Promise<string> {
  const archive = join(folder, 'a.zip');
  await writeFile(archive, zipOf(entries));
  const into = join(folder, 'out');
  await unzip(archive, { folder: into, prefix: 'java/', signal: new AbortController().signal });
  return into;
}

const plain = 0o100644;

test('what stands under the prefix is unpacked, and nothing else', async () => {
  const out = await unpacked(
    { name: 'java/lib/Łukasz.txt', content: 'words', mode: plain },
    { name: 'other/secret.txt', content: 'not wanted', mode: plain },
  );
  expect(await readdir(out, { recursive: true })).toEqual(['lib', join('lib', 'Łukasz.txt')]);
  expect(await readFile(join(out, 'lib', 'Łukasz.txt'), 'utf8')).toBe('words');
});

test.skipIf(process.platform === 'win32')('a program stays one, and no file can be written by others', async () => {
  const out = await unpacked(
    { name: 'java/bin/java', content: '#!/bin/sh', mode: 0o100777 },
    { name: 'java/release', content: 'JAVA_VERSION="25"', mode: 0o100666 },
  );
  expect((await stat(join(out, 'bin', 'java'))).mode & 0o777).toBe(0o755);
  expect((await stat(join(out, 'release'))).mode & 0o777).toBe(0o644);
});

test.each([
  ['a name that leads out of the folder', { name: 'java/../../out.txt', content: '', mode: plain }],
  ['a link', { name: 'java/link', content: '/etc/passwd', mode: 0o120777 }],
])('%s is refused', async (_what, entry) => {
  await expect(unpacked(entry)).rejects.toThrow(/leads out|not a plain file|invalid relative path/);
});
