import { expect, test } from 'vitest';
import { isSafeToRun } from './developer-tools.ts';

const mac = (has: boolean, ...files: string[]) => ({
  platform: 'darwin' as const,
  env: { PATH: '/opt/homebrew/bin:/usr/bin' },
  exists: (file: string) => files.includes(file),
  hasTools: () => Promise.resolve(has),
});

test("Apple's stand-ins are not started where its developer tools are missing", async () => {
  expect(await isSafeToRun('python3', mac(false, '/usr/bin/python3'))).toBe(false);
  expect(await isSafeToRun('git', mac(false, '/usr/bin/git'))).toBe(false);
  expect(await isSafeToRun('git', mac(true, '/usr/bin/git'))).toBe(true);
});

test('a program of its own is started, as is everything on another system', async () => {
  expect(await isSafeToRun('python3', mac(false, '/opt/homebrew/bin/python3', '/usr/bin/python3'))).toBe(true);
  expect(await isSafeToRun('/usr/local/bin/python3', mac(false))).toBe(true);
  expect(await isSafeToRun('python3', mac(false))).toBe(true);
  expect(await isSafeToRun('git', { ...mac(false, '/usr/bin/git'), platform: 'linux' })).toBe(true);
});
