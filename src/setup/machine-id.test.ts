import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keptId } from '../../bin/machine-id.mjs';

vi.setConfig({ testTimeout: 30_000 });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook machine '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const module = new URL('../../bin/machine-id.mjs', import.meta.url).href;
const says = (file: string, before = ''): string =>
  `import os from 'node:os'; ${before} const { keptId } = await import(${JSON.stringify(module)}); console.log(keptId(${JSON.stringify(file)}));`;
const run = async (program: string): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return stdout.trim();
};

test('the id stays when the network gives the machine another name', async () => {
  const file = join(folder, 'deep', 'machine-id');
  const first = keptId(file);
  const renamed = `import { syncBuiltinESMExports } from 'node:module'; os.hostname = () => 'dhcp-42.example'; syncBuiltinESMExports();`;
  expect(await run(says(file, renamed))).toBe(first);
  expect(first).not.toBe(hostname());
  expect(await readFile(file, 'utf8')).toBe(first);
});

test('processes that make it at once all have the same', async () => {
  const file = join(folder, 'machine-id');
  const ids = await Promise.all(Array.from({ length: 6 }, () => run(says(file))));
  expect(new Set(ids).size).toBe(1);
});

test('where it cannot be kept, the name has to do; what is no id is replaced', async () => {
  await writeFile(join(folder, 'no-folder'), '');
  expect(keptId(join(folder, 'no-folder', 'machine-id'))).toBe(hostname());
  const file = join(folder, 'machine-id');
  await writeFile(file, 'half');
  expect(keptId(file)).toMatch(/^[0-9a-f-]{36}$/);
});
