// Where things are. Paths only: nothing here reads or writes.
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The checkout that this code runs from. */
export const projectRoot = resolve(import.meta.dirname, '..');

/** The learner's own state in this checkout: progress, kept attempts, locks, broker data. Never committed. */
export const stateFolder = join(projectRoot, '.workbook');

/**
 * Where what all checkouts of one user share is kept. Java on Windows reads a path by the system's code page and sees
 * question marks for other letters: a user of such a name gets a folder beside the others' names.
 */
export function cacheFolderOf(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  const wanted = env['WORKBOOK_CACHE'] ?? join(env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'kafka-workbook');
  return platform === 'win32' && !isPlain(wanted) ? plainFolder(env, home) : wanted;
}

/** Whether every program of the system can be handed a path. */
export const isPlain = (path: string): boolean => /^[\x20-\x7e]*$/.test(path);

/** A folder on Windows that every user may make folders in, for what a user's own name is in the way of. */
export function plainFolder(env: NodeJS.ProcessEnv, home: string): string {
  const mark = createHash('sha256').update(home).digest('hex').slice(0, 8);
  return `${env['ProgramData'] ?? 'C:\\ProgramData'}\\kafka-workbook\\${mark}`;
}

/** Shared by all checkouts of one user: broker jars, compiled addons. Moved by WORKBOOK_CACHE or XDG_CACHE_HOME. */
export const cacheFolder = resolve(cacheFolderOf(process.env, process.platform, homedir()));
