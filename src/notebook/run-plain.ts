import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { text } from './en.ts';
import { notebookEnvironment, type NotebookJob } from './run-notebook.ts';

/**
 * Runs a notebook's .ts by plain Node, and says what was wrong, if anything. A program that does not end by itself has
 * left a connection open.
 */
export async function runPlain(
  job: Pick<NotebookJob, 'path' | 'broker' | 'prefix' | 'signal'> & { seconds: number },
): Promise<string | undefined> {
  const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', job.path], {
    cwd: dirname(job.path),
    env: { ...process.env, ...notebookEnvironment(job) },
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  const limit = AbortSignal.timeout(job.seconds * 1_000);
  const stop = AbortSignal.any([limit, ...(job.signal ? [job.signal] : [])]);
  const kill = (): boolean => child.kill('SIGKILL');
  stop.addEventListener('abort', kill);
  const errors = child.stderr.setEncoding('utf8').toArray();
  const [code] = await once(child, 'close');
  stop.removeEventListener('abort', kill);
  job.signal?.throwIfAborted();
  if (limit.aborted) return text.check.plainEndless(job.seconds);
  const said = (await errors).join('').trimEnd().split('\n').slice(0, 12).join('\n');
  return code === 0 ? undefined : text.check.plainFailed(said);
}
