import { dirname } from 'node:path';
import { startProcess, type Ended, type Running, type StartOptions } from '../processes/start-process.ts';
import { commandFor } from './command-for.ts';
import { environmentPrograms, environmentPython } from './python-environment.ts';
import type { ProgramFolder } from './toolchain.ts';

export interface ProgramOptions {
  readonly program: ProgramFolder;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  /** Called when the program prints the line `ready`: it holds what it was asked to hold. Then it is told to stop. */
  readonly whileReady?: () => Promise<void>;
  readonly signal?: AbortSignal;
}

// A program knows its own deadline and ends there with words; this is how much longer it may take.
const spareMs = 5_000;
// For a program that does not heed its input.
const heedMs = 3_000;

/** Runs a command of a program in its folder to its end, or to its deadline plus five seconds. Never rejects because of the program. */
export async function runProgram(options: ProgramOptions): Promise<Ended> {
  const { program, command, env, deadlineMs, whileReady, signal } = options;
  const { words, path } = resolveCommand(program, command);
  const { file, args, ...how } = commandFor(words);
  const stop = whileReady && { STOP_BY: 'stdin' };
  const running = startProcess(file, args, {
    ...how,
    cwd: program.folder,
    env: { ...process.env, ...env, PATH: path, DEADLINE_MS: String(deadlineMs), ...stop },
    deadlineMs: deadlineMs + spareMs,
    signal,
    ownGroup: true,
    ...(whileReady && { openInput: true, onLine: onceReady(() => hold(running, whileReady)) }),
  });
  return running.ended;
}

function onceReady(then: () => void): NonNullable<StartOptions['onLine']> {
  let seen = false;
  return (line, from) => {
    if (seen || from !== 'stdout' || line !== 'ready') return;
    seen = true;
    then();
  };
}

function hold({ child, note }: Running, whileReady: () => Promise<void>): void {
  whileReady()
    .catch((error: unknown) => note(String(error)))
    .finally(() => tellToStop(child));
}

/** By the end of its input, and where there are signals by one, soon after, for a program that does not heed that. */
function tellToStop(child: Running['child']): void {
  child.stdin?.end();
  if (process.platform === 'win32') return;
  const timer = setTimeout(() => child.kill('SIGTERM'), heedMs);
  child.once('exit', () => clearTimeout(timer));
}

// `node` is the workbook's own Node; `python` is the folder's virtual environment; the rest is found on PATH.
function resolveCommand(
  { folder }: ProgramFolder,
  [word = '', ...args]: readonly string[],
): { words: string[]; path: string } {
  const separator = process.platform === 'win32' ? ';' : ':';
  const path = [dirname(process.execPath), environmentPrograms(folder), process.env['PATH'] ?? ''];
  const own: Record<string, string> = { node: process.execPath, python: environmentPython(folder) };
  return { words: [own[word] ?? word, ...args], path: path.join(separator) };
}
