import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '#testkit';
import { isAlive } from '../../testkit/process/is-alive.ts';
import { readEnded, tellEnded } from './ended.ts';
import { startGuard, type Guard } from './guard.ts';
import { canHold, holdFolder } from './hold-folder.fixture.ts';
import { askGuard, readGuardRecord, type GuardRecord } from './run-folder.ts';

// A guard tries for seconds to remove a folder that is held.
vi.setConfig({ testTimeout: 60_000 });

/** A guard of a program that stands for a broker, left to itself; its record is read before it can be gone. */
async function leftAlone(program: string): Promise<{ folder: string; endedFile: string; record: GuardRecord }> {
  const parent = await mkdtemp(join(tmpdir(), 'workbook-guard-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const folder = join(parent, 'run');
  await mkdir(folder);
  const endedFile = join(parent, 'ended.json');
  const child = {
    name: '',
    command: process.execPath,
    args: ['-e', program],
    logFile: join(folder, 'kafka.log'),
    graceMs: 0,
  };
  const guard: Guard = await startGuard({ id: 'abc', folder }, { children: [child] }, { endedFile });
  const record = await eventually(() => readGuardRecord(folder), { describe: 'the record of the guard' });
  if (record === undefined) throw new Error('eventually returns what is there');
  onTestFinished(() => void (isAlive(record.pid) && process.kill(record.pid, 'SIGKILL')));
  await guard.keep();
  return { folder, endedFile, record };
}

const pidIn = ({ children }: GuardRecord): number => children[0]?.pid ?? 0;

const sleeps = 'setInterval(() => {}, 1000)';

test.runIf(canHold)('a guard ends, though the folder of its run cannot be removed', async () => {
  const { folder, record } = await leftAlone(sleeps);
  const held = join(folder, 'data');
  await mkdir(held);
  const letGo = await holdFolder(held);
  try {
    expect(await askGuard(record, 'stop')).toBe('alive');
    await eventually(() => !isAlive(record.pid), { describe: 'the guard to end', within: 30_000 });
    expect(isAlive(pidIn(record))).toBe(false);
  } finally {
    await letGo();
  }
});

test.runIf(process.platform !== 'win32')('a guard heeds a signal', async () => {
  const { record } = await leftAlone(sleeps);
  process.kill(record.pid, 'SIGTERM');
  await eventually(() => !isAlive(record.pid), { describe: 'the guard to end' });
  expect(isAlive(pidIn(record))).toBe(false);
});

test('what ended by itself is told of once, with the reason from its log', async () => {
  const { endedFile, record } = await leftAlone(
    "setTimeout(() => { console.error('java.lang.Error: all log dirs have failed'); process.exit(1); }, 500)",
  );
  await eventually(() => !isAlive(record.pid), { describe: 'the guard to end', within: 30_000 });
  const told: string[] = [];
  await tellEnded((sentence) => void told.push(sentence), endedFile);
  expect(told).toEqual([
    expect.stringMatching(
      /^The broker that ran before ended by itself at \d\d:\d\d \(all log dirs have failed\)\. .*another/,
    ),
  ]);
  expect(await readEnded(endedFile)).toBeUndefined();
});

test('what was stopped is not told of', async () => {
  const { endedFile, record } = await leftAlone(sleeps);
  await askGuard(record, 'stop');
  await eventually(() => !isAlive(record.pid), { describe: 'the guard to end', within: 30_000 });
  expect(await readEnded(endedFile)).toBeUndefined();
});

test('a word of an earlier version is passed over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workbook-guard-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'ended.json');
  await writeFile(file, '{"at":');
  expect(await readEnded(file)).toBeUndefined();
});
