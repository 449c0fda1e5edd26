import { execFile, type ExecFileOptions } from 'node:child_process';
import { promisify } from 'node:util';

const mostBytes = 16 * 1_024 ** 2;

export interface AskOptions extends Pick<
  ExecFileOptions,
  'cwd' | 'env' | 'signal' | 'shell' | 'windowsVerbatimArguments'
> {
  /** Milliseconds after which it is killed. */
  readonly timeout?: number;
  /** What it reads from its standard input. */
  readonly input?: string;
}

/**
 * Runs a program that ends by itself and hands over what it said; for one that goes on, or that starts others, there is
 * `startProcess`. @throws execFile's error, with `code` and `stderr`, where it is not there, fails, or is killed.
 */
export async function ask(
  file: string,
  args: readonly string[],
  { input, ...options }: AskOptions = {},
): Promise<{ stdout: string; stderr: string }> {
  const running = promisify(execFile)(file, args, { maxBuffer: mostBytes, windowsHide: true, ...options });
  // It may end before it has read all of it: its exit code says so.
  running.child.stdin?.on('error', () => undefined).end(input);
  return running;
}
