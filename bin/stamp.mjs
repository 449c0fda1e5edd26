// @ts-check
// A stamp says that a step was done for a key (a version, the hash of a lock file); a step whose stamp has today's key costs nothing.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removePatientlySync, renamePatientlySync } from './patience.mjs';

export const projectRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
export const setupFolder = join(projectRoot, '.workbook', 'setup');
export const logFolder = join(projectRoot, '.workbook', 'logs');
/** What a machine must have in common for what was installed on it to work on another. */
export const platform = `${process.platform}-${process.arch}`;

/** @param {string} name @param {string} [folder] @returns {string | undefined} the key it was stamped with */
export function readStamp(name, folder = setupFolder) {
  try {
    const stamp = JSON.parse(readFileSync(stampFile(name, folder), 'utf8'));
    return typeof stamp.key === 'string' ? stamp.key : undefined;
  } catch {
    // No stamp, or one that was cut off: the step is done again.
    return undefined;
  }
}

/** @param {string} name @param {string} key @param {string} [folder] */
export function writeStamp(name, key, folder = setupFolder) {
  const file = stampFile(name, folder);
  mkdirSync(dirname(file), { recursive: true });
  const half = `${file}.${process.pid}.half`;
  writeFileSync(half, `${JSON.stringify({ key, at: new Date().toISOString() })}\n`);
  renamePatientlySync(half, file);
}

/** @param {string} name @param {string} [folder] */
export function removeStamp(name, folder = setupFolder) {
  removePatientlySync(stampFile(name, folder));
}

/** @param {string} file @returns {string} a short hash of the file's content; an empty string when there is no such file */
export function hashOfFile(file) {
  try {
    // Line endings may differ between checkouts of the same commit.
    const content = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    return createHash('sha256').update(content).digest('hex').slice(0, 16);
  } catch {
    return '';
  }
}

/** @param {string} name @param {string} folder */
function stampFile(name, folder) {
  return join(folder, `${name}.json`);
}
