import { spawn, spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import type { Client } from '../comparison/contract/client.ts';
import { commandFor } from './command-for.ts';
import { environmentPrograms, environmentPython } from './python-environment.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** Killed because it had not ended at its deadline. */
  readonly late: boolean;
}

export interface ProgramOptions {
  readonly client: Client;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  /** Called when the program prints the line `ready`: it holds what it was asked to hold. Then it is told to stop. */
  readonly whileReady?: () => Promise<void>;
  readonly signal?: AbortSignal;
}

const keptCharacters = 4_000_000;
// What a program has started may hold its output open for ever after its end.
const lastWordsMs = 1_000;
const heedMs = 3_000;

/** Runs a command of a client in its folder to its end, or to its deadline plus five seconds. Never rejects because of the program. */
export async function runProgram(options: ProgramOptions): Promise<Ended> {
  const { command, env, deadlineMs, whileReady, signal } = options;
  const { words, path } = resolveCommand(options.client, command);
  const { file, args, ...how } = commandFor(words);
  const started = performance.now();
  const child = spawn(file, args, {
    ...how,
    cwd: options.client.folder,
    env: {
      ...process.env,
      ...env,
      PATH: path,
      DEADLINE_MS: String(deadlineMs),
      ...(whileReady && { STOP_BY: 'stdin' }),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own, so that what it has started ends with it.
    detached: process.platform !== 'win32',
  });
  if (!whileReady) closeInput(child);
  const seen = { stdout: '', stderr: '', late: false, ready: false };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen.stdout = (seen.stdout + text).slice(-keptCharacters);
    if (seen.ready || !whileReady || !/^ready$/m.test(seen.stdout)) return;
    seen.ready = true;
    whileReady()
      .catch((error: unknown) => (seen.stderr += `\n${String(error)}`))
      .finally(() => tellToStop(child));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (seen.stderr = (seen.stderr + text).slice(-64_000)));
  const timer = setTimeout(() => {
    seen.late = true;
    killGroup(child);
  }, deadlineMs + 5000);
  const stop = () => killGroup(child);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  const code = await ending(child, seen);
  clearTimeout(timer);
  signal?.removeEventListener('abort', stop);
  return {
    code,
    stdout: seen.stdout,
    stderr: seen.stderr,
    late: seen.late,
    seconds: (performance.now() - started) / 1000,
  };
}

function closeInput(child: ReturnType<typeof spawn>): void {
  // It may have ended in this moment.
  child.stdin?.on('error', () => {}).end();
}

/** By the end of its input, and where there are signals by one, soon after, for a program that does not heed that. */
function tellToStop(child: ReturnType<typeof spawn>): void {
  closeInput(child);
  if (process.platform === 'win32') return;
  const timer = setTimeout(() => child.kill('SIGTERM'), heedMs);
  child.once('exit', () => clearTimeout(timer));
}

function killGroup(child: ReturnType<typeof spawn>): void {
  try {
    if (child.pid !== undefined && process.platform === 'win32') {
      spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true });
    } else if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended, and all that it started.
  }
  child.kill('SIGKILL');
}

function ending(child: ReturnType<typeof spawn>, seen: { stderr: string }): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once('error', (error) => {
    seen.stderr += `\n${error.message}`;
    resolve(null);
  });
  child.once('exit', () => {
    const close = setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream?.destroy()), lastWordsMs);
    child.once('close', () => clearTimeout(close));
  });
  child.once('close', (code) => resolve(code));
  return promise;
}

// `node` is the workbook's own Node; `python` is the folder's virtual environment; the rest is found on PATH.
function resolveCommand(client: Client, [word = '', ...args]: readonly string[]): { words: string[]; path: string } {
  const separator = process.platform === 'win32' ? ';' : ':';
  const path = [dirname(process.execPath), environmentPrograms(client.folder), process.env['PATH'] ?? ''];
  const own: Record<string, string> = { node: process.execPath, python: environmentPython(client.folder) };
  return { words: [own[word] ?? word, ...args], path: path.join(separator) };
}
