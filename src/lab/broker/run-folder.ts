// One folder for each broker that the workbook starts: its data, its log, and guard.json, by which anyone can tell
// whether the guard of that run is still alive. What a crash left behind is swept by the next start.
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { machineId } from '../../../bin/machine-id.mjs';
import { removePatiently } from '../../../bin/patience.mjs';
import { isPlain, plainFolder, stateFolder } from '../../project.ts';
import { isCode } from './disk-full.ts';

/** guard.json: written by guard.mjs, which may be of another version of the workbook, and still run. */
const guardRecordSchema = z.looseObject({
  id: z.string(),
  /** The machine (or dev container) that the guard runs on: its port means nothing on another one. */
  host: z.string(),
  port: z.number().int(),
  token: z.string(),
  pid: z.number().int(),
  /** The JVMs that run; none where the broker is a container. A name is a folder in the run's, '' the run's own. */
  children: z.array(z.looseObject({ name: z.string(), pid: z.number().int() })).default([]),
  container: z.string().nullable().default(null),
});
export type GuardRecord = z.infer<typeof guardRecordSchema>;

/** Where the runs of this checkout live. */
export const runsFolder = join(stateFolder, 'broker', 'runs');

export interface RunFolder {
  readonly id: string;
  readonly folder: string;
}

/**
 * Makes a folder for one run: in the checkout, or under the system's temporary folder where Kafka could not work in
 * the checkout (a comma separates folders in its settings; Windows ends paths at 260 characters, and Java there reads only letters of
 * the system's code page; read-only checkouts).
 */
export async function createRunFolder(parent: string = runsFolder): Promise<RunFolder> {
  const id = randomBytes(5).toString('hex');
  const usable = isUsable(parent);
  try {
    if (usable) return await make(parent, id);
  } catch (error) {
    // ENOENT: what Node's recursive mkdir says on a file system that is read-only.
    if (!isCode(error, 'EACCES', 'EROFS', 'EPERM', 'ENOENT')) throw error;
  }
  return make(temporaryRuns(), id);
}

/** Whether Kafka and Java can work in a folder there. */
export function isUsable(parent: string, platform: NodeJS.Platform = process.platform): boolean {
  return !parent.includes(',') && parent.length < 120 && (platform !== 'win32' || isPlain(parent));
}

async function make(parent: string, id: string): Promise<RunFolder> {
  const folder = join(parent, id);
  await mkdir(folder, { recursive: true });
  return { id, folder };
}

/** The folders that hold runs. */
export function runParents(): string[] {
  return [runsFolder, temporaryRuns()];
}

function temporaryRuns(): string {
  if (process.platform === 'win32' && !isPlain(tmpdir())) return join(plainFolder(process.env, homedir()), 'runs');
  return join(tmpdir(), `kafka-workbook-${userInfo().username.replaceAll(/\W/g, '')}`);
}

/** The guard's record in a run's folder; undefined where there is none (yet), or it is not readable. */
export async function readGuardRecord(folder: string): Promise<GuardRecord | undefined> {
  try {
    return guardRecordSchema.parse(JSON.parse(await readFile(join(folder, 'guard.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

export type GuardAnswer = 'alive' | 'dead' | 'unknown';

/**
 * Asks the guard of a run: `ping` to learn whether it lives, `stop` to end the run.
 * `here`: it is known to run on this machine; without, by the record.
 * `dead` only where nothing listens on the guard's port; a stranger there, or silence, is `unknown`.
 */
export function askGuard(
  record: GuardRecord,
  word: 'ping' | 'stop',
  { here = record.host === machineId() } = {},
): Promise<GuardAnswer> {
  if (!here) return Promise.resolve('unknown');
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: record.port });
    socket.setEncoding('utf8').setTimeout(2_000, () => settle('unknown'));
    const settle = (answer: GuardAnswer): void => {
      resolve(answer);
      socket.destroy();
    };
    socket.once('connect', () => socket.write(`${record.token} ${word}\n`));
    socket.once('data', (text) => settle(String(text).trim() === record.id ? 'alive' : 'unknown'));
    socket.once('error', (error) => settle(isCode(error, 'ECONNREFUSED') ? 'dead' : 'unknown'));
    socket.once('close', () => resolve('unknown'));
  });
}

export interface LeftOver {
  readonly folder: string;
  readonly record: GuardRecord | undefined;
}

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

/** The folders of runs that nobody guards any more. A run of another machine counts only after a week. */
export async function findLeftOvers(parents: readonly string[] = runParents()): Promise<LeftOver[]> {
  const found = await Promise.all(parents.map(leftOversIn));
  return found.flat();
}

async function leftOversIn(parent: string): Promise<LeftOver[]> {
  const names = await readdir(parent).catch(() => []);
  const checked = await Promise.all(names.map((name) => leftOver(join(parent, name))));
  return checked.filter((each) => each !== undefined);
}

async function leftOver(folder: string): Promise<LeftOver | undefined> {
  const record = await readGuardRecord(folder);
  const made = await stat(folder).catch(() => undefined);
  const age = made === undefined ? 0 : Date.now() - made.mtimeMs;
  if (record === undefined) {
    // One that cannot be read may be another version's, whose broker runs.
    const isWritten = await stat(join(folder, 'guard.json')).catch(() => undefined);
    return age > (isWritten ? week : 10 * minute) ? { folder, record } : undefined;
  }
  const answer = await askGuard(record, 'ping');
  return answer === 'dead' || (answer === 'unknown' && age > week) ? { folder, record } : undefined;
}

/** Removes a run's folder, patiently: on Windows files of a process that has just ended are still held for a moment. */
export async function removeRunFolder(folder: string): Promise<void> {
  await removePatiently(folder);
}
