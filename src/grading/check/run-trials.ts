import type { Exercise } from '../../course/course.ts';
import type { Grader } from '../grader.ts';
import type { Result } from '../result.ts';
import type { Finding } from './finding.ts';
import { judge, trialsOf, type Trial } from './trial.ts';

export interface ExerciseOutcome {
  readonly exercise: Exercise;
  readonly findings: readonly Finding[];
  readonly results: readonly Result[];
  /** Milliseconds of all its runs together. */
  readonly duration: number;
}

export interface TrialOptions {
  readonly grader: Grader;
  /** How often each trial is run; the outcome must be the same every time. */
  readonly repeat: number;
  /** Whether answers with a native client can run here. */
  readonly native: boolean;
  readonly signal: AbortSignal;
}

/** Runs everything that an exercise promises, side by side as far as the grader allows. */
export async function runTrials(exercise: Exercise, options: TrialOptions): Promise<ExerciseOutcome> {
  const trials = trialsOf(exercise, options).flatMap((trial) => Array.from({ length: options.repeat }, () => trial));
  const ran = await Promise.all(trials.map((trial) => runTrial(exercise, trial, options)));
  return {
    exercise,
    findings: tally(ran.flatMap(({ findings }) => findings)),
    results: ran.map(({ result }) => result),
    duration: ran.reduce((sum, { result }) => sum + result.durationMs, 0),
  };
}

async function runTrial(exercise: Exercise, trial: Trial, { grader, signal }: TrialOptions) {
  const result = await grader.grade({ exercise, subject: trial.subject, signal });
  return { result, findings: judge(exercise, trial, result) };
}

// With --repeat the same failure may come many times: said once, with how often.
function tally(findings: readonly Finding[]): Finding[] {
  const kinds = Map.groupBy(findings, ({ problem }) => problem.split('. ', 1).join());
  return [...kinds.values()].map((same) => {
    const [first] = same;
    if (!first) throw new Error('A group of findings is empty.');
    return same.length > 1 ? { ...first, problem: `${first.problem} (${same.length} times)` } : first;
  });
}
