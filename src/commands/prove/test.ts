import { closest } from 'fastest-levenshtein';
import { showProgress } from '../../setup/show-progress.ts';
import { startSetup } from '../../setup/start-setup.ts';
import { stepNames } from '../../setup/step.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';
import type { WantedSource } from '../obtain-broker.ts';
import { readChange, touchedBy, type Touched } from './test/changed.ts';
import { noCounts, type Counts, type Outcome, type Part } from './test/part.ts';
import { parts } from './test/parts.ts';
import { runParts } from './test/run-parts.ts';

export interface TestArgs {
  /** Names of parts; all where empty. */
  readonly only: readonly string[];
  readonly broker: WantedSource;
  readonly strict: boolean;
  readonly brief: boolean;
  /** Only what the change at hand can break. */
  readonly changed: boolean;
}

/** Proves everything, part by part (what npm test runs). 0 when nothing failed. */
export async function test(context: Context, { only, broker, strict, brief, changed }: TestArgs): Promise<ExitCode> {
  const { output, text } = context;
  const touched = changed ? await readTouched(context) : undefined;
  const chosen = choose(context, only, touched);
  await setUp(context);
  const outcomes = await runParts(context, chosen, { broker, strict, brief, ...(touched && { changed: touched }) });
  const sum = outcomes.reduce<Counts>(add, noCounts);
  output.data({ ...sum, parts: outcomes });
  output.print();
  for (const outcome of outcomes) output.print(summaryLine(context, outcome));
  printSlowest(context, outcomes);
  const list = (of: (outcome: Outcome) => readonly string[]): string[] =>
    outcomes.flatMap((outcome) => of(outcome).map((what) => text.test.failure(outcome.name, what)));
  printAgain(
    context,
    text.test.unsteady,
    list(({ unsteady = [] }) => unsteady),
  );
  printAgain(
    context,
    text.test.failures,
    list(({ failures }) => failures),
  );
  output.print();
  output.print(text.test.total(sum));
  return sum.failed > 0 ? 1 : 0;
}

async function readTouched({ course, output, signal, text }: Context): Promise<Touched> {
  const paths = await readChange(signal);
  const touched = touchedBy(paths, course());
  output.print(
    text.test.changed(
      paths.length,
      touched.parts,
      touched.exercises.map(({ label }) => label),
    ),
  );
  return touched;
}

function choose(context: Context, only: readonly string[], touched: Touched | undefined): readonly Part[] {
  const named = only.length === 0 ? parts : only.map((name) => findPart(context, name));
  return touched ? named.filter(({ name }) => touched.parts.includes(name)) : named;
}

// What cannot be brought is told by the parts that need it.
async function setUp({ output, signal }: Context): Promise<void> {
  using progress = showProgress(process.stderr, { live: output.colour });
  const setup = startSetup(stepNames, { signal, onEvent: progress.onEvent });
  await Promise.allSettled(stepNames.map(async (name) => setup.step(name)));
  signal.throwIfAborted();
}

function printSlowest({ output, text }: Context, outcomes: readonly Outcome[]): void {
  const all = outcomes.flatMap(({ name, times = [] }) => times.map((timed) => ({ name, ...timed })));
  if (all.length === 0) return;
  output.print();
  output.print(output.paint('bold', text.test.slowest));
  const slowest = all.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10);
  for (const { name, what, seconds } of slowest) output.print(text.test.slow(name, what, seconds));
}

// Again, because the output of a whole run is too long to search.
function printAgain({ output }: Context, heading: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  output.print();
  output.print(output.paint('bold', heading));
  for (const line of lines) output.print(line);
}

function findPart({ text }: Context, name: string): Part {
  const found = parts.find((part) => part.name === name);
  if (found) return found;
  const nearest = closest(
    name,
    parts.map((part) => part.name),
  );
  throw new WorkbookError(text.test.noPart(name), { next: text.test.nearestPart(nearest), fault: 'usage' });
}

const add = (sum: Counts, { passed, failed, skipped }: Counts): Counts => ({
  passed: sum.passed + passed,
  failed: sum.failed + failed,
  skipped: sum.skipped + skipped,
});

function summaryLine({ output, text }: Context, outcome: Outcome): string {
  const style = outcome.failed > 0 ? 'red' : outcome.passed === 0 ? 'magenta' : 'green';
  return output.paint(style, text.test.line(outcome));
}
