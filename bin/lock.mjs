// @ts-check
// A lock between processes: a file that names its holder. The holder touches the file while it lives;
// a waiting process takes the lock over when the holder is dead, or when it no longer touches the file.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { machineId } from './machine-id.mjs';

/**
 * @typedef {{ pid: number, host: string, started: string, what: string, token: string }} Holder
 * @typedef {{ what: string, onWait?: (holder: Holder) => void, signal?: AbortSignal | undefined, pollMs?: number }} LockOptions
 * pollMs: how often a waiting process looks; less than the usual where the lock is held for milliseconds.
 */

const usualPollMs = 200;
const heartbeatMs = 5_000;
// Counted in polls and not in time, so that a laptop that slept does not look like a dead holder.
const awakeWithoutHeartbeatMs = 30_000;

/**
 * Waits until this process holds the lock; `onWait` is called once if another one has it.
 * @param {string} file where the lock is kept; its folder is made
 * @param {LockOptions} options
 * @returns {Promise<() => Promise<void>>} the function that gives the lock back
 */
export async function takeLock(file, { what, onWait, signal, pollMs = usualPollMs }) {
  const own = { pid: process.pid, host: machineId(), started: new Date().toISOString(), what, token: randomUUID() };
  await mkdir(dirname(file), { recursive: true });
  const watched = { token: '', touched: 0, polls: 0, most: awakeWithoutHeartbeatMs / pollMs };
  for (let waited = false; !(await create(file, own)); await delay(pollMs, undefined, { signal })) {
    const holder = await readHolder(file);
    if (!holder) continue;
    if (await isStale(file, holder, watched)) {
      await removeStale(file, holder.token);
    } else if (!waited) {
      waited = true;
      onWait?.(holder);
    }
  }
  return keep(file, own.token);
}

/** @param {string} file @param {string} token */
function keep(file, token) {
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, heartbeatMs);
  heartbeat.unref();
  return async () => {
    clearInterval(heartbeat);
    if ((await readHolder(file))?.token === token) await rm(file, { force: true });
  };
}

/** @param {string} file @param {Holder} own */
async function create(file, own) {
  try {
    await writeFile(file, JSON.stringify(own), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** @param {string} file @returns {Promise<Holder | undefined>} nothing when there is no lock; a half-written one has an empty token */
async function readHolder(file) {
  try {
    return asHolder(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    if (error instanceof SyntaxError) return asHolder(null);
    throw error;
  }
}

/** @param {unknown} found what stands in the file, whoever wrote it @returns {Holder} */
function asHolder(found) {
  /** @type {Record<string, unknown>} */
  const { pid, host, started, what, token } = Object(found);
  return {
    pid: typeof pid === 'number' ? pid : 0,
    host: words(host),
    started: words(started),
    what: words(what),
    token: words(token),
  };
}

/** @param {unknown} value */
const words = (value) => (typeof value === 'string' ? value : '');

/** @param {string} file @param {Holder} holder @param {{ token: string, touched: number, polls: number, most: number }} watched */
async function isStale(file, holder, watched) {
  if (holder.host === machineId() && !isAlive(holder.pid)) return true;
  const touched = await stat(file).then(
    (found) => found.mtimeMs,
    () => 0,
  );
  if (touched !== watched.touched || holder.token !== watched.token) {
    Object.assign(watched, { token: holder.token, touched, polls: 0 });
  }
  watched.polls += 1;
  return watched.polls > watched.most;
}

/**
 * Two waiting processes may both find the lock stale; without this guard the slower one could remove the lock that the faster has just taken.
 * @param {string} file @param {string} token
 */
async function removeStale(file, token) {
  const guard = `${file}.takeover`;
  try {
    await mkdir(guard);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const age =
      Date.now() -
      (await stat(guard).then(
        (found) => found.mtimeMs,
        () => Date.now(),
      ));
    if (age > heartbeatMs) await rmdir(guard).catch(() => {});
    return;
  }
  try {
    if ((await readHolder(file))?.token === token) await rm(file, { force: true });
  } finally {
    await rmdir(guard).catch(() => {});
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** @param {unknown} error @param {string} code */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
