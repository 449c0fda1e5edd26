// Executes a notebook without a browser, through the real kernel, as strictly as it can be: a type error, an error, or
// a promise that nobody awaited fails the cell.
import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import type { Broker } from '../lab/broker/broker.ts';
import { connectionVariable } from './connection.ts';
import { kernelName, writeKernelspec } from './jupyter-environment.ts';
import { runPython } from './run-python.ts';
import { text } from './words.ts';
import { prefixVariable } from './unique-topic.ts';

const failureSchema = z.strictObject({
  /** From 0, as in the file; text cells count too. */
  cell: z.number(),
  source: z.string(),
  /** `TypeScriptError`, `StrayError`, `TimeLimit`, `KernelDied`, or the name of what was thrown. */
  name: z.string(),
  text: z.string(),
  traceback: z.string(),
});
export type CellFailure = z.infer<typeof failureSchema>;

const lineSchema = z.union([
  z.strictObject({ cell: z.number(), seconds: z.number() }),
  z.strictObject({ ok: z.literal(true), seconds: z.number() }),
  z.strictObject({ ok: z.literal(false), seconds: z.number(), ...failureSchema.shape }),
]);

export interface NotebookJob {
  /** The .ipynb. It is not changed. */
  readonly path: string;
  readonly broker: Pick<Broker, 'connection' | 'env'>;
  /** How often all cells run, one round after the other in one kernel: 1 where not said. */
  readonly times?: number;
  /** Where to write the executed copy. */
  readonly output?: string;
  /** Begins the names of topics and groups. */
  readonly prefix?: string;
  /** Limit of one cell: 20 where not said. */
  readonly cellSeconds?: number;
  /** Limit of the whole, start of the kernel included: 60 where not said. */
  readonly seconds?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface NotebookRun {
  /** Start and end of the kernel included. */
  readonly seconds: number;
  /** The slowest code cell of the last round. */
  readonly slowest: { readonly cell: number; readonly seconds: number } | undefined;
  readonly failure: CellFailure | undefined;
}

// Clean-up that fails late fails here, and not in silence after the last cell.
const lastCell = `await Reflect.get(globalThis, 'workbookKernel')?.cleanUp()`;

/** Executes every cell in order, up to the first that fails. @throws WorkbookError where Jupyter is missing. */
export async function runNotebook(job: NotebookJob): Promise<NotebookRun> {
  const { seconds = 60 } = job;
  writeKernelspec();
  if (job.output !== undefined) mkdirSync(dirname(job.output), { recursive: true });
  const limit = AbortSignal.timeout(seconds * 1_000);
  const signal = AbortSignal.any([limit, ...(job.signal ? [job.signal] : [])]);
  try {
    return await follow(
      runPython({
        script: 'execute.py',
        input: inputOf(job),
        env: { ...notebookEnvironment(job), WORKBOOK_STRICT: '1' },
        signal,
      }),
    );
  } catch (error) {
    job.signal?.throwIfAborted();
    if (!limit.aborted) throw error;
    return { seconds, slowest: undefined, failure: tooLong(seconds) };
  }
}

function inputOf({ path, output, times = 1, cellSeconds = 20 }: NotebookJob) {
  const folder = dirname(path);
  return { notebook: path, output: output ?? null, kernel: kernelName, folder, times, cellSeconds, lastCell };
}

/** What a notebook finds in its environment, in the kernel and without one. */
export function notebookEnvironment({
  broker,
  prefix,
}: Pick<NotebookJob, 'broker' | 'prefix'>): Record<string, string> {
  return {
    ...broker.env,
    [connectionVariable]: JSON.stringify(broker.connection),
    ...(prefix === undefined ? {} : { [prefixVariable]: prefix }),
  };
}

async function follow(lines: AsyncIterable<string>): Promise<NotebookRun> {
  const times = new Map<number, number>();
  for await (const line of lines) {
    const event = lineSchema.parse(JSON.parse(line));
    if ('ok' in event) {
      const { seconds } = event;
      return { seconds, slowest: slowestOf(times), failure: event.ok ? undefined : failureOf(event) };
    }
    times.set(event.cell, event.seconds);
  }
  throw new Error('execute.py ended without a result.');
}

function failureOf({ cell, source, name, text: words, traceback }: CellFailure): CellFailure {
  return { cell, source, name, text: words, traceback };
}

function slowestOf(times: ReadonlyMap<number, number>): NotebookRun['slowest'] {
  const [slowest] = [...times].toSorted(([, a], [, b]) => b - a);
  return slowest && { cell: slowest[0], seconds: slowest[1] };
}

function tooLong(seconds: number): CellFailure {
  return { cell: -1, source: '', name: 'TimeLimit', text: text.run.tooLong(seconds), traceback: '' };
}

/** A failure in one readable block: which cell, what it says, and why it failed. */
export function describeCellFailure(path: string, { cell, source, name, text: words, traceback }: CellFailure): string {
  const heading = source === lastCell ? text.run.afterLast : text.run.cellFailed;
  const quoted = source === lastCell ? [] : source.split('\n').map((line) => `  | ${line}`);
  const reason = traceback === '' ? `${name}: ${words}` : traceback;
  return [heading(basename(path), cell + 1), ...quoted, reason].join('\n');
}
