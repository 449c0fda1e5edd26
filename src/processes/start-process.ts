// A process of ours that is watched to its end. Whatever it does, or does not do, is an ending with words: never a rejection.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

type Stream = 'stdout' | 'stderr';

export interface StartOptions {
  readonly cwd?: string;
  /** All of its environment; this process's own where not given. */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which it is killed. */
  readonly deadlineMs?: number;
  /** Ends it when it aborts, by SIGKILL or as `endBy` says. A deadline always kills. */
  readonly signal?: AbortSignal | undefined;
  readonly endBy?: NodeJS.Signals;
  /** Told of each line as it comes. */
  readonly onLine?: (line: string, from: Stream) => void;
  /** Its input stays open until somebody ends it; without, there is nothing to read. */
  readonly openInput?: boolean;
  /** The arguments are one line for Windows' shell. */
  readonly windowsVerbatimArguments?: boolean;
  /** In a group of its own, so that what it has started is killed with it. */
  readonly ownGroup?: boolean;
}

export interface Ended {
  /** Null where it was killed, or could not be started. */
  readonly code: number | null;
  /** Their ends, where there was very much. */
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** Killed because it had not ended at its deadline. */
  readonly late: boolean;
}

export interface Running {
  readonly child: ChildProcess;
  /** Adds words of ours to what it says on stderr. */
  readonly note: (words: string) => void;
  readonly ended: Promise<Ended>;
}

const keptCharacters = 4_000_000;
// What a program has started may hold its output open for ever after its end.
const lastWordsMs = 1_000;

/** Starts a program and listens until it has ended. */
export function startProcess(file: string, args: readonly string[], options: StartOptions = {}): Running {
  const { cwd, env, openInput = false, windowsVerbatimArguments = false } = options;
  const began = performance.now();
  const child = spawn(file, args, {
    ...(cwd !== undefined && { cwd }),
    ...(env && { env }),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsVerbatimArguments,
    detached: inOwnGroup(options),
    windowsHide: true,
  });
  // It may end before its input does.
  child.stdin.on('error', () => {});
  if (!openInput) child.stdin.end();
  const seen = { stdout: '', stderr: '', late: false };
  for (const from of ['stdout', 'stderr'] as const) {
    const keep = (text: string): string => (seen[from] = (seen[from] + text).slice(-keptCharacters));
    child[from].setEncoding('utf8').on('data', keep);
    createInterface({ input: child[from] }).on('line', (line) => options.onLine?.(line, from));
  }
  const free = bound(child, options, () => (seen.late = true));
  const note = (words: string): void => void (seen.stderr += `\n${words}`);
  const ended = ending(child, note).then((code) => {
    free();
    return { code, ...seen, seconds: (performance.now() - began) / 1_000 };
  });
  return { child, note, ended };
}

/** Runs a program to its end. */
export const runProcess = async (file: string, args: readonly string[], options?: StartOptions): Promise<Ended> =>
  startProcess(file, args, options).ended;

/** Ends the process by deadline or signal. @returns what takes both away again. */
function bound(child: ChildProcess, options: StartOptions, onLate: () => void): () => void {
  const { deadlineMs, signal, endBy = 'SIGKILL' } = options;
  const send = (how: NodeJS.Signals): void => sendTo(child, how, options);
  const atDeadline = (): void => {
    onLate();
    send('SIGKILL');
  };
  const timer = deadlineMs === undefined ? undefined : setTimeout(atDeadline, deadlineMs);
  const stop = (): void => send(endBy);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  };
}

// Windows has no groups to send to.
const inOwnGroup = ({ ownGroup = false }: StartOptions): boolean => ownGroup && process.platform !== 'win32';

function sendTo(child: ChildProcess, signal: NodeJS.Signals, options: StartOptions): void {
  try {
    if (child.pid !== undefined && inOwnGroup(options)) process.kill(-child.pid, signal);
    else if (child.pid !== undefined && options.ownGroup) endTree(child.pid);
  } catch {
    // It has ended, and all that it started.
  }
  child.kill(signal);
}

/** Windows has no groups: its own program ends what a process has started. */
function endTree(pid: number): void {
  spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
}

function ending(child: ChildProcess, note: (words: string) => void): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once('error', (error) => {
    note(error.message);
    resolve(null);
  });
  child.once('exit', () => {
    const close = setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream?.destroy()), lastWordsMs);
    child.once('close', () => clearTimeout(close));
  });
  child.once('close', (code) => resolve(code));
  return promise;
}
