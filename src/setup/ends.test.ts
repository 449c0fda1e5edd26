// How the workbook's processes end when those around them do. What only Windows does is played: the platform's name is all
// that the code asks for.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nodeKey, privateNodeFolder } from '../../bin/private-node.mjs';
import { projectRoot } from '../project.ts';
import { isAlive } from '../testkit/process/is-alive.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
const started: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook ends '));
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const bin = (name: string): string => new URL(`../../bin/${name}`, import.meta.url).href;
const pretend = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
const asWindows = pretend(`Object.defineProperty(process, 'platform', { value: 'win32' })`);

/** A program that closes what it has open when it is told to end, and says so. */
const closes = `
  process.on('SIGTERM', () => process.stdout.write('closed\\n', () => process.exit(0)));
  console.log(process.pid);
  setInterval(() => {}, 1000);
`;

async function firstLine(child: ChildProcess): Promise<string> {
  const [output] = await once(child.stdout ?? child, 'data');
  return String(output).trim();
}

test.each([
  ['here', []],
  ['on Windows, where a signal to oneself is the end', ['--import', asWindows]],
])('a command whose owner is gone closes what it has open, %s', async (_where, flags) => {
  const args = [...flags, '--import', bin('follow-owner.mjs'), '--input-type=module', '-e', closes];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  started.push(child);
  await firstLine(child);
  const said = firstLine(child);
  child.disconnect();
  expect(await said).toBe('closed');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test.skipIf(process.platform === 'win32')('what npm has started ends when npm is ended alone', async () => {
  const program = join(folder, 'program.mjs');
  await writeFile(
    program,
    `import { followNpm } from ${JSON.stringify(bin('follow-npm.mjs'))};\nfollowNpm();\n${closes}`,
  );
  const env = { ...process.env, npm_lifecycle_event: 'start' };
  // npm's shell stays beside the program, and dies by the signal that npm hands on.
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${program}"; true`], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(shell);
  const pid = Number(await firstLine(shell));
  const said = firstLine(shell);
  shell.kill('SIGTERM');
  expect(await said).toBe('closed');
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});

test.skipIf(process.platform === 'win32')(
  'an empty Node of its own is no Node: the command says what is wrong and does not end well',
  async () => {
    for (const name of ['bin', 'package.json', 'package-lock.json']) {
      await cp(join(projectRoot, name), join(folder, name), { recursive: true });
    }
    const node = join(folder, privateNodeFolder().slice(projectRoot.length), 'bin');
    await mkdir(node, { recursive: true });
    await writeFile(join(node, 'node'), '', { mode: 0o755 });
    await mkdir(join(folder, '.workbook', 'setup'), { recursive: true });
    await writeFile(join(folder, '.workbook', 'setup', 'node.json'), JSON.stringify({ key: nodeKey() }));
    const old = pretend(`Object.defineProperty(process.versions, 'node', { value: '20.20.2' })`);
    // As under `npm start --silent`, whose wish is not for our npm: its words say what went wrong.
    const silent = { npm_config_loglevel: 'silent' };
    const nowhere = { npm_config_registry: 'http://127.0.0.1:1', npm_config_fetch_retries: '0', ...silent };
    const { npm_lifecycle_event: _, ...env } = process.env;
    const child = spawn(process.execPath, ['--import', old, join(folder, 'bin', 'workbook.mjs'), 'list'], {
      env: { ...env, ...nowhere },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    let said = '';
    child.stderr.on('data', (text) => (said += String(text)));
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(said).toMatch(/the download failed, the npm registry was not reached\. Nothing works without this step\./);
  },
);
