// bin/ is plain JavaScript that must run where nothing is installed; its tests stand here, where vitest is.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { kindOfFailure, lastLines } from '../../bin/explain-failure.mjs';
import { npmEnvironment } from '../../bin/npm.mjs';
import { isInstalled } from '../../bin/packages.mjs';
import { CommandFailed, runLogged } from '../../bin/run-logged.mjs';
import { readStamp, writeStamp } from '../../bin/stamp.mjs';
import { isAlive } from '../testkit/process/is-alive.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const bin = (name: string) => new URL(`../../bin/${name}`, import.meta.url);

test('a Node that is too old gets one clear sentence', async () => {
  const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'16.20.2'}})`;
  const running = promisify(execFile)(process.execPath, [
    '--import',
    pretend,
    fileURLToPath(bin('workbook.mjs')),
    'list',
  ]);
  await expect(running).rejects.toMatchObject({
    code: 3,
    stderr: expect.stringMatching(
      /^The workbook needs Node 18 or later to start, and this is Node 16\.20\.2\.\nNext: /,
    ),
  });
});

test('a stamp is read back with its key, and a broken one counts as none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workbook stamp '));
  expect(readStamp('a', folder)).toBeUndefined();
  writeStamp('a', 'key 1', folder);
  expect(readStamp('a', folder)).toBe('key 1');
  await rm(folder, { recursive: true });
});

test.for([
  ['disk-full', 'npm error code ENOSPC\nnpm error nospc write'],
  ['disk-full', 'OSError: [Errno 28] No space left on device'],
  ['network', 'npm error code ENOTFOUND'],
  ['network', 'error: error sending request for url'],
  ['certificate', 'client error (Connect): invalid peer certificate: UnknownIssuer'],
  ['not-found', 'npm error code E404'],
  ['permission', 'EACCES: permission denied, mkdir'],
  ['other', 'make: *** [all] Error 2'],
] as const)('%s is read from: %s', ([kind, output]) =>
  expect(kindOfFailure(new CommandFailed('x', { code: 1, output, log: '' }))).toBe(kind),
);

test('of npm the first errors are quoted, of others the last lines', () => {
  const npm = [
    'npm warn old',
    'npm error code E404',
    'npm error',
    'npm error 404 no such package',
    '',
    'npm error help',
  ];
  expect(lastLines(new Error(npm.join('\n')), 2)).toBe('npm error code E404\nnpm error 404 no such package');
  expect(lastLines(new Error('one\ntwo\n\nthree\n'), 2)).toBe('two\nthree');
});

test('settings of a surrounding npm start do not reach our npm, the registry does', () => {
  const kept = npmEnvironment({
    PATH: '/bin',
    npm_config_prefix: '/elsewhere',
    npm_config_ignore_scripts: 'true',
    npm_lifecycle_event: 'start',
    NODE_ENV: 'production',
    npm_config_registry: 'http://localhost:4873',
    HTTPS_PROXY: 'http://localhost:3128',
  });
  expect(Object.keys(kept).toSorted()).toEqual([
    'HTTPS_PROXY',
    'PATH',
    'npm_config_audit',
    'npm_config_fetch_retry_maxtimeout',
    'npm_config_fetch_retry_mintimeout',
    'npm_config_fund',
    'npm_config_registry',
    'npm_config_update_notifier',
  ]);
});

test('packages for another platform may be missing, others not', () => {
  const other = process.platform === 'win32' ? 'linux' : 'win32';
  const wanted = {
    '': { version: '1.0.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/b': { version: '1.0.0', integrity: 'y', optional: true, os: [other] },
    'node_modules/c': { version: '1.0.0', integrity: 'z', optional: true, os: [process.platform], cpu: [process.arch] },
  };
  const a = wanted['node_modules/a'];
  const c = wanted['node_modules/c'];
  expect(isInstalled(wanted, { 'node_modules/a': a, 'node_modules/c': c })).toBe(true);
  expect(isInstalled(wanted, { 'node_modules/a': a })).toBe(false);
  expect(isInstalled(wanted, { 'node_modules/a': { ...a, version: '1.0.1' }, 'node_modules/c': c })).toBe(false);
});

test('a command that fails leaves its last words and its log', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workbook run '));
  const command = [process.execPath, '-e', 'console.log("last words"); process.exit(4)'] as const;
  const failure = runLogged(command, { log: join(folder, 'x.log') });
  await expect(failure).rejects.toMatchObject({ code: 4, output: 'last words\n', log: join(folder, 'x.log') });
  await rm(folder, { recursive: true });
});

test.skipIf(process.platform === 'win32')(
  'what a killed set-up had started ends too, with its own children',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'workbook kill '));
    const program = `
    import { runLogged } from ${JSON.stringify(bin('run-logged.mjs').href)};
    await runLogged(['sh', '-c', 'sleep 600 & echo $!; wait'], { log: ${JSON.stringify(join(folder, 'x.log'))}, onOutput: (text) => process.stdout.write(text) });
  `;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = await once(owner.stdout, 'data');
    const grandchild = Number(String(output));
    expect(isAlive(grandchild)).toBe(true);
    owner.kill('SIGKILL');
    await expect.poll(() => isAlive(grandchild), { timeout: 20_000 }).toBe(false);
    await rm(folder, { recursive: true });
  },
);
