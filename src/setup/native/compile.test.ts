import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
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

it("compiles for the Node that runs, whatever the user's .npmrc says of another", async () => {
  const { buildEnvironment } = await import('./compile.ts');
  const inherited = { PATH: '/bin', npm_config_nodedir: '/usr', NPM_CONFIG_TARGET: '20.0.0', npm_config_registry: 'r' };
  const { PATH: path, ...env } = buildEnvironment('/own', inherited);
  expect(env).toMatchObject({ npm_config_nodedir: '/own', npm_config_registry: 'r', CKJS_LINKING: 'dynamic' });
  expect(env).not.toHaveProperty('NPM_CONFIG_TARGET');
  expect(path).toBe(`${dirname(process.execPath)}${delimiter}/bin`);
  expect(buildEnvironment(undefined, inherited)).not.toHaveProperty('npm_config_nodedir');
});

it("finds what Homebrew has installed, which Apple's compiler does not look for", async () => {
  const { withHomebrew } = await import('./compiler.ts');
  const brew = { platform: 'darwin' as const, exists: (file: string) => file === '/opt/homebrew/bin/brew' };
  expect(withHomebrew({ CPATH: '/own' }, brew)).toEqual({
    CPATH: '/opt/homebrew/include:/opt/homebrew/opt/openssl@3/include:/own',
    LIBRARY_PATH: '/opt/homebrew/lib:/opt/homebrew/opt/openssl@3/lib',
  });
  expect(withHomebrew({}, { ...brew, platform: 'linux' })).toEqual({});
});

it('is not tried where no binary and no source fits', async () => {
  const { isPublished } = await import('./prebuilt.ts');
  expect(isPublished('win32-x64', '137')).toBe(true);
  expect(isPublished('darwin-arm64', '137')).toBe(true);
  expect(isPublished('darwin-arm64', '147')).toBe(false);
  expect(isPublished('win32-arm64', '137')).toBe(false);
});
