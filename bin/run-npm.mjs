// @ts-check
import { npmEnvironment } from './npm.mjs';
import { CommandFailed, runLogged } from './run-logged.mjs';
import { projectRoot } from './stamp.mjs';

// npm only warns when it cannot write a file of a package, and ends as if all were well.
const notWritten = /TAR_ENTRY_ERROR|ENOSPC|EDQUOT/;

/**
 * Runs npm to its end.
 * @param {readonly string[]} args
 * @param {{ npm: readonly [string, ...string[]], log: string, cwd?: string, signal?: AbortSignal | undefined }} options
 * @throws {CommandFailed} also when npm could not write everything
 */
export async function runNpm(args, { npm, log, cwd = projectRoot, signal }) {
  // Ended at once: on a full disk npm goes on trying for minutes.
  const stop = new AbortController();
  const pass = () => stop.abort(signal?.reason);
  if (signal?.aborted) pass();
  signal?.addEventListener('abort', pass, { once: true });
  const onOutput = (/** @type {string} */ text) => {
    if (notWritten.test(text)) stop.abort(new CommandFailed('npm', { code: null, output: text, log }));
  };
  try {
    await runLogged([...npm, ...args], { log, cwd, env: npmEnvironment(), signal: stop.signal, onOutput });
  } finally {
    signal?.removeEventListener('abort', pass);
  }
}
