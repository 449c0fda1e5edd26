// Runs the mutants of a solution: each is handed in for its exercise, many side by side, since most of them only wait.
import { learnersFile } from '../course/answer.ts';
import type { Grader } from '../grading/grader.ts';
import type { Result } from '../grading/result.ts';
import type { MutantFile, MutantSet } from './mutant-files.ts';
import type { Living, Outcome } from './outcome.ts';
import { words } from './words.ts';

export interface MutantRun {
  readonly set: MutantSet;
  readonly outcome: Outcome;
  /** Why the unchanged solution did not pass among its mutants: then the suite's word about them is worth nothing. */
  readonly unsound: string | undefined;
}

export interface RunOptions {
  readonly grader: Grader;
  readonly signal: AbortSignal;
  /** As it stands in the outcome. */
  readonly date: string;
}

/** Runs all mutants of a solution that compile, and the solution itself before and behind them. */
export async function runMutants(set: MutantSet, options: RunOptions): Promise<MutantRun> {
  const { exercise, client } = set.original;
  const [before, alive, after] = await Promise.all([
    control(set, options),
    Promise.all(set.files.map((file) => survives(set, file, options))),
    control(set, options),
  ]);
  options.signal.throwIfAborted();
  const living = set.files.filter((_, at) => alive[at]).map(({ mutant }) => toLiving(mutant));
  const outcome: Outcome = {
    exercise: exercise.id,
    client,
    date: options.date,
    killed: set.files.length - living.length,
    uncompiled: set.mutants.length - set.files.length,
    living,
  };
  return { set, outcome, unsound: before ?? after };
}

const toLiving = ({ line, text, change }: Living): Living => ({ line, text, change });

async function control({ original }: MutantSet, { grader, signal }: RunOptions): Promise<string | undefined> {
  const { exercise, solution } = original;
  const result = await grader.grade({ exercise, subject: solution, signal });
  return result.status === 'passed' ? undefined : reasonOf(result);
}

const reasonOf = ({ message, tests }: Result): string =>
  message ?? tests.find((test) => test.message)?.message ?? words.noReason;

/** Whether the suite lets it live. One test that fails is enough: the others would only wait for their deadlines. */
async function survives({ original }: MutantSet, { path }: MutantFile, options: RunOptions): Promise<boolean> {
  const enough = new AbortController();
  const { status } = await options.grader.grade({
    exercise: original.exercise,
    subject: learnersFile(path),
    signal: AbortSignal.any([options.signal, enough.signal]),
    onTest: (test) => {
      if (test.state !== 'passed') enough.abort();
    },
  });
  return status === 'passed';
}
