// What was installed and has come to harm since is seen, and brought again.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hasPackages } from '../../bin/packages.mjs';
import { removeStamp } from '../../bin/stamp.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook damage '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a package that somebody removed is missed, although the list of npm still has it', async () => {
  const stamp = `damage-${process.pid}`;
  const packages = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/@b/c': { version: '1.0.0' } };
  await mkdir(join(folder, 'node_modules'));
  for (const path of ['package-lock.json', 'node_modules/.package-lock.json']) {
    await writeFile(join(folder, path), JSON.stringify({ packages }));
  }
  for (const path of Object.keys(packages)) {
    await mkdir(join(folder, path), { recursive: true });
    await writeFile(join(folder, path, 'package.json'), '{}');
  }
  try {
    expect(hasPackages(folder, stamp)).toBe(true);
    expect(hasPackages(folder, stamp)).toBe(true);
    await rm(join(folder, 'node_modules', '@b', 'c'), { recursive: true });
    expect(hasPackages(folder, stamp)).toBe(false);
  } finally {
    removeStamp(stamp);
  }
});

test('a jar of the right size and wrong bytes is found and removed', async () => {
  vi.resetModules();
  vi.stubEnv('WORKBOOK_CACHE', folder);
  try {
    const { kafkaJars, removeWrongJars } = await import('./jars.ts');
    const { default: lock } = (await import('./kafka-jars.lock.json', { with: { type: 'json' } })) as {
      default: { jars: { path: string; size: number }[] };
    };
    const [first] = kafkaJars();
    const { size = 0 } = lock.jars.find(({ path }) => first?.endsWith(path.split('/').at(-1) ?? '-')) ?? {};
    await mkdir(join(first ?? '', '..'), { recursive: true });
    await writeFile(first ?? '', Buffer.alloc(size));
    expect(await removeWrongJars()).toBe(1);
    expect(await removeWrongJars()).toBe(0);
  } finally {
    vi.unstubAllEnvs();
  }
});
