// @ts-check
// Runs a command with its output in a log file and its last lines at hand.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { words } from './words.mjs';

const guard = fileURLToPath(new URL('./guard.mjs', import.meta.url));
const keptCharacters = 8_000;
const longestLog = 5_000_000;

/** A command that ended badly: its last words, for explainFailure and for the learner. */
export class CommandFailed extends Error {
  /** @param {string} command @param {{ code: number | null, output: string, log: string }} result */
  constructor(command, { code, output, log }) {
    super(words.ended(command, code));
    this.name = 'CommandFailed';
    this.code = code;
    this.output = output;
    this.log = log;
  }
}

/**
 * Runs a command to its end; it is ended with everything it started when this process dies or the signal aborts.
 * @param {readonly [string, ...string[]]} command the program and its arguments; no shell is involved
 * @param {{ log: string, cwd?: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal | undefined, onOutput?: (text: string) => void }} options log: a file, appended to until it is 5 MB long
 * @returns {Promise<string>} the last 8,000 characters of what it printed
 * @throws {CommandFailed} when it ends with anything but 0; the signal's reason when that aborted
 */
export async function runLogged(command, { log, cwd, env, signal, onOutput }) {
  signal?.throwIfAborted();
  mkdirSync(dirname(log), { recursive: true });
  const long = (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > longestLog;
  const logFile = createWriteStream(log, { flags: long ? 'w' : 'a' });
  // A log that cannot be written (a full disk) must not hide the failure that is being logged.
  logFile.on('error', () => {});
  logFile.write(`\n$ ${command.join(' ')}\n`);
  // NODE_OPTIONS and the like are for the command, not for the guard, but it must be handed on: env is for both.
  const child = spawn(process.execPath, [guard, ...command], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  child.stdin.on('error', () => {});
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output = (output + text).slice(-keptCharacters);
      logFile.write(text);
      onOutput?.(text);
    });
  }
  const end = () => child.stdin.end();
  signal?.addEventListener('abort', end, { once: true });
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  signal?.removeEventListener('abort', end);
  logFile.end();
  signal?.throwIfAborted();
  if (code !== 0) throw new CommandFailed(command[0], { code, output, log });
  return output;
}
