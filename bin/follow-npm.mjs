// @ts-check
// npm runs a script by a shell. Who ends npm alone (a container, a service manager) ends the shell with it, and the script runs on
// with nobody to end it.
import { endAsAsked } from './end-as-asked.mjs';

const lookMs = 1_000;

/** Ends this process as if asked to, soon after the shell that npm started it by is gone; does nothing where npm has not. */
export function followNpm(env = process.env) {
  if (!env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (!isGone(parent)) return;
    clearInterval(timer);
    endAsAsked();
  }, lookMs);
  timer.unref();
}

/** @param {number} parent */
function isGone(parent) {
  if (process.platform !== 'win32') return process.ppid !== parent;
  try {
    // There a process keeps the number of its parent for ever.
    process.kill(parent, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
