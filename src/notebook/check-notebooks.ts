// Proves notebooks: the two files of each are one, both ways of running end well, and nothing stays behind.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Broker } from '../lab/broker/broker.ts';
import type { Chapter, Course } from '../course/course.ts';
import { error, tryTwice, warning, type Finding } from '../grading/check/finding.ts';
import { newRunPrefix } from '../grading/run-prefix.ts';
import { text } from './words.ts';
import { executedPath } from './executed-view.ts';
import { findLeftovers } from './find-leftovers.ts';
import { pairNotebooks, type Pair } from './pair-notebooks.ts';
import { describeCellFailure, runNotebook } from './run-notebook.ts';
import { runPlain } from './run-plain.ts';

/** How long a notebook may take from top to bottom, start and end of the kernel included; slower is worth a warning. */
const expectedSeconds = 30;
/** Where a run is given up: machines that do many things at once are slow. */
const limitSeconds = 120;

export interface CheckNotebooksOptions {
  readonly broker: Pick<Broker, 'connection' | 'env'>;
  readonly signal?: AbortSignal | undefined;
  /** Told of every notebook as its runs end. */
  readonly onNotebook?: (outcome: NotebookOutcome) => void;
}

export interface NotebookOutcome {
  /** Such as `notebooks/01-connections.ts`. */
  readonly where: string;
  /** Seconds of both rounds in the kernel, its start and end included. */
  readonly seconds: number;
  readonly findings: readonly Finding[];
}

type Paired = NonNullable<Chapter['notebook']>;

/** Checks every notebook of the course, one after the other. The executed copies are kept for the page. */
export async function checkNotebooks(course: Course, options: CheckNotebooksOptions): Promise<NotebookOutcome[]> {
  const chapters = course.chapters.filter(({ notebook }) => notebook !== undefined);
  const sources = chapters.flatMap(({ notebook }) => (notebook ? [notebook.source] : []));
  const pairs = new Map((await pairNotebooks(sources, options.signal)).map((pair) => [pair.source, pair]));
  const outcomes: NotebookOutcome[] = [];
  for (const { key, notebook } of chapters) {
    const pair = notebook && pairs.get(notebook.source);
    if (!pair) continue;
    const where = relative(course.root, notebook.source).replaceAll('\\', '/');
    const outcome = await tryTwice(async () => checkNotebook({ key, where, notebook, pair }, options));
    options.onNotebook?.(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

interface Checked {
  readonly key: string;
  readonly where: string;
  readonly notebook: Paired;
  readonly pair: Pair;
}

async function checkNotebook(checked: Checked, options: CheckNotebooksOptions): Promise<NotebookOutcome> {
  const { key, where, notebook, pair } = checked;
  const { broker, signal } = options;
  const prefix = newRunPrefix();
  const path = notebook.paired;
  const job = { broker, prefix, signal };
  // One after the other: the times that they show would disturb each other.
  const run = await runNotebook({
    ...job,
    path,
    times: 2,
    seconds: limitSeconds,
    cellSeconds: 60,
    output: executedPath(key),
  });
  const plain = run.failure ? undefined : await runPlain({ ...job, path: notebook.source, seconds: limitSeconds });
  const left = await findLeftovers(broker.connection, prefix);
  const problems = [
    ...problemsOfPair(pair, readFileSync(path, 'utf8')),
    ...(run.failure ? [describeCellFailure(path, run.failure)] : []),
    ...(plain === undefined ? [] : [plain]),
    ...(left.length > 0 ? [text.check.leftovers(left)] : []),
  ];
  const slow = run.seconds > 2 * expectedSeconds ? [warning(where, text.check.slow(run.seconds, expectedSeconds))] : [];
  return { where, seconds: run.seconds, findings: [...problems.map((problem) => error(where, problem)), ...slow] };
}

/** What is wrong between a .ts, what jupytext makes of it, and the .ipynb beside it. */
export function problemsOfPair(pair: Pick<Pair, 'notebook' | 'roundTrips'>, ipynb: string): string[] {
  if (!pair.roundTrips) return [text.check.noRoundTrip];
  if (ipynb.replaceAll('\r\n', '\n') === pair.notebook) return [];
  return [/"execution_count": \d|"output_type"/.test(ipynb) ? text.check.outputs : text.check.outOfStep];
}
