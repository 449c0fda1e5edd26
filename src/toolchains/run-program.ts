import { dirname } from 'node:path';
import { startProcess, type Ended, type Running, type StartOptions } from '../processes/start-process.ts';
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

/** Runs a command of a program in its folder to its end, or to its deadline plus five seconds. Never rejects because of the program. */
export async function runProgram(options: ProgramOptions): Promise<Ended> {
  const { program, command, env, deadlineMs, whileReady, signal } = options;
  const { file, path } = resolveCommand(program, command[0] ?? '');
  const running = startProcess(file, command.slice(1), {
    cwd: program.folder,
    env: { ...process.env, ...env, PATH: path, DEADLINE_MS: String(deadlineMs) },
    deadlineMs: deadlineMs + spareMs,
    signal,
    ownGroup: true,
    ...(whileReady && { onLine: onceReady(() => hold(running, whileReady)) }),
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
    .finally(() => child.kill('SIGTERM'));
}

// `node` is the workbook's own Node; `python` is the folder's virtual environment; the rest is found on PATH.
function resolveCommand({ folder }: ProgramFolder, word: string): { file: string; path: string } {
  const separator = process.platform === 'win32' ? ';' : ':';
  const path = [dirname(process.execPath), environmentPrograms(folder), process.env['PATH'] ?? ''];
  const own: Record<string, string> = { node: process.execPath, python: environmentPython(folder) };
  return { file: own[word] ?? word, path: path.join(separator) };
}
