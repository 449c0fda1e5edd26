import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeLock } from '../../bin/lock.mjs';
import { machineId } from '../../bin/machine-id.mjs';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const program = `
import { takeLock } from ${JSON.stringify(new URL('../../bin/lock.mjs', import.meta.url).href)};
const [file, what] = process.argv.slice(2);
const release = await takeLock(file, { what, onWait: (holder) => process.send({ waitsFor: holder.what, pid: holder.pid }) });
process.send('taken');
await new Promise((resolve) => process.once('message', resolve));
await release();
process.disconnect();
`;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook lock '));
  file = join(folder, 'x.lock');
  await writeFile(join(folder, 'holder.mjs'), program);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function hold(what: string) {
  const child = fork(join(folder, 'holder.mjs'), [file, what]);
  const said: unknown[] = [];
  child.on('message', (message) => said.push(message));
  return { child, said, says: async () => (await once(child, 'message'))[0] as unknown };
}

test('the second of two processes waits, says for whom, and goes on when the first is done', async () => {
  const first = hold('the first');
  expect(await first.says()).toBe('taken');
  const second = hold('the second');
  expect(await second.says()).toEqual({ waitsFor: 'the first', pid: first.child.pid });
  expect(second.said).not.toContain('taken');
  first.child.send('release');
  expect(await second.says()).toBe('taken');
  second.child.send('release');
  await once(second.child, 'exit');
});

test('a process that was killed leaves a lock that the next one takes over', async () => {
  const killed = hold('the killed');
  expect(await killed.says()).toBe('taken');
  killed.child.kill('SIGKILL');
  await once(killed.child, 'exit');
  const release = await takeLock(file, { what: 'the next' });
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ what: 'the next', pid: process.pid });
  await release();
});

test('of many that find a dead lock at once, one at a time has it', async () => {
  await writeFile(file, JSON.stringify({ pid: 2 ** 22 + 1, host: machineId(), started: '', what: '', token: 'dead' }));
  let inside = 0;
  let most = 0;
  const work = async (index: number) => {
    const release = await takeLock(file, { what: String(index) });
    most = Math.max(most, (inside += 1));
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
    await release();
  };
  await Promise.all(Array.from({ length: 4 }, (_, index) => work(index)));
  expect(most).toBe(1);
});

test('waiting ends when the signal aborts', async () => {
  const release = await takeLock(file, { what: 'held' });
  const control = new AbortController();
  const waiting = takeLock(file, { what: 'waits', onWait: () => control.abort(), signal: control.signal });
  await expect(waiting).rejects.toThrow('aborted');
  await release();
});

test('a lock that was taken over meanwhile is not given back by its old holder', async () => {
  const release = await takeLock(file, { what: 'old' });
  await writeFile(
    file,
    JSON.stringify({ pid: process.pid, host: machineId(), started: '', what: 'new', token: 'new' }),
  );
  await release();
  expect(await readFile(file, 'utf8')).toContain('"new"');
});
