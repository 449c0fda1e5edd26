import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { venvProgram } from '../setup/venv.ts';
import { WorkbookError } from '../workbook-error.ts';
import { text } from './words.ts';
import { jupyterEnvironment } from './jupyter-environment.ts';

export interface PythonJob {
  /** A script beside this file. */
  readonly script: 'execute.py' | 'pair.py';
  /** What it reads from standard input, as JSON. */
  readonly input: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a script in the project's Python environment and yields the lines of its standard output.
 * @throws WorkbookError where there is no such environment, or the script fails; the signal's reason when that aborts.
 */
export async function* runPython({ script, input, env, signal }: PythonJob): AsyncGenerator<string> {
  const python = venvProgram('python');
  if (!existsSync(python)) throw new WorkbookError(text.noPython, { next: text.noPythonNext });
  signal?.throwIfAborted();
  const child = spawn(python, [join(import.meta.dirname, script)], {
    env: { ...process.env, ...jupyterEnvironment(), PYTHONUTF8: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const kill = (): boolean => child.kill();
  signal?.addEventListener('abort', kill);
  try {
    const errors = child.stderr.setEncoding('utf8').toArray();
    const closed = once(child, 'close');
    child.stdin.on('error', () => undefined); // it ended early: its exit code says so
    child.stdin.end(JSON.stringify(input));
    yield* createInterface(child.stdout.setEncoding('utf8'));
    await closed;
    signal?.throwIfAborted();
    if (child.exitCode !== 0) throw failed(script, (await errors).join(''));
  } finally {
    signal?.removeEventListener('abort', kill);
    kill();
  }
}

function failed(script: string, output: string): WorkbookError {
  const last = output.trimEnd().split('\n').slice(-8).join('\n');
  return new WorkbookError(text.pythonFailed(script, last), { next: text.pythonFailedNext });
}
