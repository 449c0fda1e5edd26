// @ts-check
// What tells this machine from another one that sees the same checkout (a dev container, a home folder on a network). Not its
// name: macOS takes that from whatever network it is in. An id is made once and kept where only this machine looks.
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { dirname, join } from 'node:path';

/** @type {string | undefined} */
let known;

/** @returns {string} the same for all processes of this user on this machine, after a restart too */
export function machineId() {
  return (known ??= keptId(idFile()));
}

/**
 * @param {string} file
 * @returns {string} the id in the file, which is made where it is missing; the machine's name where it cannot be kept
 */
export function keptId(file) {
  const own = `${file}.${process.pid}`;
  try {
    const there = read(file);
    if (there) return there;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(own, randomUUID());
    try {
      // Of several processes that make one at once, all take the first one's.
      linkSync(own, file);
    } catch {
      if (!read(file)) writeFileSync(file, readFileSync(own));
    }
    return read(file) ?? hostname();
  } catch {
    return hostname();
  } finally {
    discard(own);
  }
}

/** @param {string} file */
function discard(file) {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where nothing can be written, there is nothing to remove.
  }
}

/** @param {string} file */
function read(file) {
  try {
    return /^[\da-f-]{36}$/.exec(readFileSync(file, 'utf8').trim())?.[0];
  } catch {
    return undefined;
  }
}

/** Neither in the home folder, which may be on a network, nor where a restart cleans up. */
function idFile() {
  if (process.platform === 'win32')
    return join(process.env['LOCALAPPDATA'] ?? homedir(), 'kafka-workbook', 'machine-id');
  return `/var/tmp/kafka-workbook-${process.getuid?.() ?? 0}/machine-id`;
}
