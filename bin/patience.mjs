// @ts-check
// Renames and removes what somebody else may hold for a moment: a virus scanner, an indexer, a cloud folder, a process that
// has just ended. Windows then answers EPERM, EACCES, EBUSY or ENOTEMPTY, which elsewhere mean something that stays.
import { renameSync, rmSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { words } from './words.mjs';

const tries = 11;
const pauseMs = 100;
const codes =
  process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY', 'ENOTEMPTY', 'EEXIST'] : ['EBUSY', 'ENOTEMPTY'];

/** A file or folder that was still held after a second. `kindOfFailure` calls it `busy`. */
export class Busy extends Error {
  /** @param {string} path @param {unknown} cause */
  constructor(path, cause) {
    super(words.inUse(path), { cause });
    this.name = 'Busy';
    this.code = 'EBUSY';
  }
}

/** @param {unknown} error */
const isHeld = (error) => error instanceof Error && 'code' in error && codes.includes(String(error.code));

/**
 * Tries for a second.
 * @template Value
 * @param {string} path what is named when it stays held
 * @param {() => Promise<Value>} act
 * @returns {Promise<Value>}
 * @throws {Busy} when it is still held; whatever else `act` throws, at once
 */
export async function patiently(path, act) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (!isHeld(error)) throw error;
      if (attempt === tries) throw new Busy(path, error);
      await delay(pauseMs);
    }
  }
}

/**
 * @param {string} path
 * @param {() => void} act
 * @throws {Busy}
 */
export function patientlySync(path, act) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return act();
    } catch (error) {
      if (!isHeld(error)) throw error;
      if (attempt === tries) throw new Busy(path, error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}

/** @param {string} from @param {string} to */
export const renamePatiently = (from, to) => patiently(to, () => rename(from, to));

/** Removes a file or a folder with all in it; nothing there is fine. @param {string} path */
export const removePatiently = (path) => patiently(path, () => rm(path, { recursive: true, force: true }));

/** @param {string} from @param {string} to */
export const renamePatientlySync = (from, to) => patientlySync(to, () => renameSync(from, to));

/** @param {string} path */
export const removePatientlySync = (path) => patientlySync(path, () => rmSync(path, { recursive: true, force: true }));
