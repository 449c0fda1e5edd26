import { dirname } from 'node:path';
import { runProcess } from '../processes/start-process.ts';
import { text } from './words.ts';
import { notebookEnvironment, type NotebookJob } from './run-notebook.ts';

type PlainJob = Pick<NotebookJob, 'path' | 'broker' | 'prefix' | 'signal'> & { readonly seconds: number };

/** How a program ended. */
export interface PlainRun {
  /** What was wrong with its end, if anything. A program that does not end by itself has left a connection open. */
  readonly failure: string | undefined;
  /** All that it printed. */
  readonly printed: string;
  /** All that it wrote to stderr. */
  readonly errors: string;
}

/** Runs a notebook's .ts by plain Node, and says what was wrong, if anything. */
export async function runPlain(job: PlainJob): Promise<string | undefined> {
  return (await runByNode(job)).failure;
}

/** Runs a program by plain Node, with a broker in its environment. */
export async function runByNode(job: PlainJob): Promise<PlainRun> {
  const { code, stdout, stderr, late } = await runProcess(
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
  return {
    failure: late ? text.check.plainEndless(job.seconds) : failureOf(code, stderr),
    printed: stdout,
    errors: stderr,
  };
}

const failureOf = (code: number | null, stderr: string): string | undefined =>
  code === 0 ? undefined : text.check.plainFailed(stderr.trimEnd().split('\n').slice(0, 12).join('\n'));
