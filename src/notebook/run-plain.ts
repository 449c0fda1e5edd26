import { dirname } from 'node:path';
import { runProcess } from '../processes/start-process.ts';
import { text } from './en.ts';
import { notebookEnvironment, type NotebookJob } from './run-notebook.ts';

/**
 * Runs a notebook's .ts by plain Node, and says what was wrong, if anything. A program that does not end by itself has
 * left a connection open.
 */
export async function runPlain(
  job: Pick<NotebookJob, 'path' | 'broker' | 'prefix' | 'signal'> & { seconds: number },
): Promise<string | undefined> {
  const { code, stderr, late } = await runProcess(
    process.execPath,
    ['--disable-warning=TimeoutNegativeWarning', job.path],
    {
      cwd: dirname(job.path),
      env: { ...process.env, ...notebookEnvironment(job) },
      deadlineMs: job.seconds * 1_000,
      signal: job.signal,
    },
  );
  job.signal?.throwIfAborted();
  if (late) return text.check.plainEndless(job.seconds);
  const said = stderr.trimEnd().split('\n').slice(0, 12).join('\n');
  return code === 0 ? undefined : text.check.plainFailed(said);
}
