// Where things are. Paths only: nothing here reads or writes.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The checkout that this code runs from. */
export const projectRoot = resolve(import.meta.dirname, '..');

/** The learner's own state in this checkout: progress, kept attempts, locks, broker data. Never committed. */
export const stateFolder = join(projectRoot, '.workbook');

/** Shared by all checkouts of one user: broker jars, compiled addons. Moved by WORKBOOK_CACHE or XDG_CACHE_HOME. */
export const cacheFolder = resolve(
  process.env['WORKBOOK_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kafka-workbook'),
);
