import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { machineId } from '../../../bin/machine-id.mjs';
import { askGuard, createRunFolder, findLeftOvers, removeRunFolder, type GuardRecord } from './run-folder.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workbook-runs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A port at which no system lets an ordinary program listen. */
const nobodysPort = 1;

const recordAt = (port: number, host = machineId()): GuardRecord => ({
  id: 'abc',
  host,
  port,
  token: 'secret',
  pid: 1,
  children: [],
  container: null,
});

/** Something that listens, and answers whatever is said with a text. */
async function listenerSaying(text: string): Promise<number> {
  const server = createServer((socket) => socket.on('data', () => socket.end(text))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('a guard is dead only where nothing listens', async () => {
  expect(await askGuard(recordAt(nobodysPort), 'ping')).toBe('dead');
  expect(await askGuard(recordAt(await listenerSaying('abc\n')), 'ping')).toBe('alive');
  expect(await askGuard(recordAt(await listenerSaying('HTTP/1.1 400 Bad Request\r\n\r\n')), 'ping')).toBe('unknown');
  expect(await askGuard(recordAt(nobodysPort, 'another-machine'), 'ping')).toBe('unknown');
});

const anHourAgo = Date.now() / 1_000 - 3_600;

test('only runs whose guard is dead are left over', async () => {
  const parent = await temporaryFolder();
  const runs = {
    crashed: recordAt(nobodysPort),
    living: recordAt(await listenerSaying('abc\n')),
    elsewhere: recordAt(nobodysPort, 'another-machine'),
    starting: undefined,
    // As an older workbook wrote it.
    older: { ...recordAt(await listenerSaying('abc\n')), children: undefined, child: 12 },
    unreadable: { what: 'nobody knows' },
  };
  for (const [name, record] of Object.entries(runs)) {
    await mkdir(join(parent, name));
    if (record !== undefined) await writeFile(join(parent, name, 'guard.json'), JSON.stringify(record));
  }
  for (const name of ['older', 'unreadable']) await utimes(join(parent, name), anHourAgo, anHourAgo);
  await mkdir(join(parent, 'abandoned'));
  await utimes(join(parent, 'abandoned'), 0, 0);
  const found = await findLeftOvers([parent]);
  expect(found.map(({ folder }) => folder).toSorted()).toEqual([join(parent, 'abandoned'), join(parent, 'crashed')]);
});

test("a comma, which Kafka reads as the end of a path, sends the run to the system's temporary folder", async () => {
  const parent = join(await temporaryFolder(), 'a, b');
  const run = await createRunFolder(parent);
  onTestFinished(() => removeRunFolder(run.folder));
  expect(run.folder.startsWith(tmpdir())).toBe(true);
  expect(run.folder).not.toContain(',');
  expect(await readdir(run.folder)).toEqual([]);
});
