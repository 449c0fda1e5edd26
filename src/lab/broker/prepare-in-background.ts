import { spawn } from 'node:child_process';
import { mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { logOf, type Prepared } from './prepared.ts';

/** Makes what a single broker starts from. */
const brokerEntry = join(import.meta.dirname, 'prepare-entry.ts');
const hour = 60 * 60 * 1_000;

/**
 * Makes in a process of its own what is not prepared yet, at the lowest priority, unless somebody does so already.
 * Nothing depends on its success: without it every start is a slow one. After a failure it waits an hour.
 */
export function prepareInBackground(prepared: Prepared, entry: string = brokerEntry): void {
  try {
    mkdirSync(dirname(prepared.folder), { recursive: true });
    const log = claim(logOf(prepared));
    if (log === undefined) return;
    spawn(process.execPath, [entry], { detached: true, stdio: ['ignore', log, log], windowsHide: true }).unref();
  } catch {
    // A read-only or full cache folder: starts stay slow, and nothing else.
  }
}

/** Its log is also its mark: who makes it new does the work. */
function claim(file: string): number | undefined {
  const made = statSync(file, { throwIfNoEntry: false });
  if (made !== undefined && Date.now() - made.mtimeMs > hour) rmSync(file);
  try {
    return openSync(file, 'wx');
  } catch {
    return undefined;
  }
}
