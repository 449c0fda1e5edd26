import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { kafkaVersion } from '../../setup/kafka-version.ts';
import { exercisesOf } from '../../course/course.ts';
import { findExercise } from '../../course/find-exercise.ts';
import { createGrader } from '../../grading/grader.ts';
import { describeMachine } from '../../comparison/results/machine.ts';
import { words } from '../../mutants/words.ts';
import { readKnown, staleEntries, type Known, type Stale } from '../../mutants/known.ts';
import { writeMutants } from '../../mutants/mutant-files.ts';
import { originalOf, type ClientName, type Outcome } from '../../mutants/outcome.ts';
import { countsOf, reportMarkdown } from '../../mutants/report.ts';
import { mergeOutcomes, readResults, writeResults } from '../../mutants/results.ts';
import { runMutants, type MutantRun } from '../../mutants/run-mutants.ts';
import { aim, shareOf, sumOf, tallyOf } from '../../mutants/tally.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';
import { obtainBroker, type WantedSource } from '../obtain-broker.ts';

export interface MutantsArgs {
  /** Exercises as typed; all where empty. */
  readonly only: readonly string[];
  /** Whose solutions. */
  readonly client: ClientName;
  /** How many run at once; three for each core where not said. */
  readonly parallel: number | undefined;
  /** Keeps the results, and writes the report. */
  readonly write: boolean;
  readonly broker: WantedSource;
}

/** Runs the suites on mutants of the solutions. 0 where enough are killed and docs/mutants.yaml is right, 1 not. */
export async function mutants(context: Context, args: MutantsArgs): Promise<ExitCode> {
  const { output, signal, paths } = context;
  const course = context.course();
  const exercises = args.only.length > 0 ? args.only.map((typed) => findExercise(course, typed)) : exercisesOf(course);
  const known = readKnown(paths.root);
  await using made = await writeMutants(exercises.flatMap((exercise) => originalOf(exercise, args.client) ?? []));
  const all = made.sets.reduce((sum, set) => sum + set.mutants.length, 0);
  const compiled = made.sets.reduce((sum, set) => sum + set.files.length, 0);
  output.note(words.made(all, made.sets.length, all - compiled));
  await using broker = await obtainBroker(context, args.broker);
  await using grader = await createGrader({
    broker,
    parallel: args.parallel ?? 3 * availableParallelism(),
    keep: true,
  });
  const date = new Date().toISOString().slice(0, 10);
  const runs = await Promise.all(
    made.sets.map(async (set) => {
      const run = await runMutants(set, { grader, signal, date });
      tell(context, run, known);
      return run;
    }),
  );
  return await conclude(context, runs, { known, write: args.write });
}

/** Writes the report anew from the last results, after a change of docs/mutants.yaml. */
export async function mutantsReport(context: Context): Promise<ExitCode> {
  const { paths, output } = context;
  const results = readResults(paths.root);
  if (!results) throw new WorkbookError(words.noResults, { next: words.noResultsNext, fault: 'usage' });
  const file = join(paths.root, 'docs', 'mutants.md');
  await writeFileAtomic(file, reportMarkdown(results, readKnown(paths.root), context.course()));
  output.note(words.written('docs/mutants.md'));
  return 0;
}

function tell({ output }: Context, run: MutantRun, known: Known): void {
  const { label, title } = run.set.original.exercise;
  const tally = tallyOf(run.outcome, known);
  const name = output.paint('bold', `${label} ${title}, ${run.outcome.client}:`);
  if (run.unsound !== undefined) {
    output.print(`${output.paint('red', words.unsound)} ${name} ${words.control(run.unsound)}`);
    return;
  }
  output.print(`${name} ${words.counts(countsOf(tally))}`);
  for (const living of tally.alive) {
    if (living.why === undefined) output.print(`  ${output.paint('yellow', words.alive)} ${words.line(living)}`);
  }
  for (const stale of staleIn(run, known)) output.print(`  ${output.paint('red', words.stale)} ${staleLine(stale)}`);
}

const staleIn = ({ set, outcome }: MutantRun, known: Known): Stale[] =>
  staleEntries(known, outcome, { mutants: set.mutants, outcome });

const staleLine = ({ problem, line, change }: Stale): string => `${words[problem]} ${line}   ${change}`;

interface Conclusion {
  readonly known: Known;
  readonly write: boolean;
}

async function conclude(context: Context, runs: readonly MutantRun[], { known, write }: Conclusion): Promise<ExitCode> {
  const { output } = context;
  const sound = runs.filter(({ unsound }) => unsound === undefined);
  const outcomes = sound.map(({ outcome }) => outcome);
  const total = sumOf(outcomes.map((outcome) => tallyOf(outcome, known)));
  const stale = sound.flatMap((run) => staleIn(run, known));
  output.print(words.total(countsOf(total)));
  if (write) await save(context, outcomes);
  const ok = sound.length === runs.length && stale.length === 0 && shareOf(total) >= aim;
  const unsound = runs.flatMap((run) =>
    run.unsound === undefined ? [] : [{ exercise: run.outcome.exercise, client: run.outcome.client, why: run.unsound }],
  );
  output.data({ ok, counts: countsOf(total), outcomes, stale, unsound });
  return ok ? 0 : 1;
}

async function save(context: Context, fresh: readonly Outcome[]): Promise<void> {
  const { root } = context.paths;
  const { load: _, ...machine } = describeMachine();
  const outcomes = mergeOutcomes(readResults(root)?.outcomes ?? [], fresh);
  await writeResults(root, { formatVersion: 1, machine: { ...machine, kafka: kafkaVersion }, outcomes });
  await mutantsReport(context);
}
