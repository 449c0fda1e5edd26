import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Lab } from './lab.ts';
import { Program } from './run-program.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const lab: Lab = {
  connection: { brokers: ['127.0.0.1:1'] },
  topic: 'x',
  groupId: 'x',
  signal: new AbortController().signal,
  log: () => undefined,
};

async function program(source: string): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'workbook program '));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'serve.ts');
  await writeFile(file, source);
  const orders = {
    subject: pathToFileURL(file).href,
    exportName: 'serve',
    lab,
    args: [],
    closed: { folders: [], except: [] },
  };
  return new Program(orders, { lab });
}

/** The suite's side as it is on Windows, where a signal is a word to the program and not one of the system. */
function playWindows(): void {
  const { platform } = process;
  Object.defineProperty(process, 'platform', { value: 'win32' });
  onTestFinished(() => void Object.defineProperty(process, 'platform', { value: platform }));
}

const deaf = `export function serve() { console.log('ready'); setInterval(() => {}, 1000); }`;
const listens = `export function serve() {
  process.once('SIGTERM', () => process.exit(3));
  console.log('ready');
  setInterval(() => {}, 1000);
}`;

test.each([
  ['by the system', () => undefined],
  ['by word, as on Windows', playWindows],
])('a signal that nobody hears is how the program ended, sent %s', async (_how, play) => {
  await using running = await program(deaf);
  await running.waitForOutput(/ready/, { within: 20_000 });
  play();
  running.signal('SIGTERM');
  expect(await running.end()).toMatchObject({ how: 'signal SIGTERM', signal: 'SIGTERM', code: null });
});

test.each([
  ['by the system', () => undefined],
  ['by word, as on Windows', playWindows],
])('a signal that is heard lets the program end as it likes, sent %s', async (_how, play) => {
  await using running = await program(listens);
  await running.waitForOutput(/ready/, { within: 20_000 });
  play();
  running.signal('SIGTERM');
  expect(await running.end()).toMatchObject({ how: 'exit code 3', signal: null, code: 3 });
});
