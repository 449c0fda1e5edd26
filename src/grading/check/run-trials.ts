import type { WrongAnswer } from '../../course/answer.ts';
import type { Exercise, ExerciseId } from '../../course/course.ts';
import type { Grader } from '../grader.ts';
import type { Result } from '../result.ts';
import type { Finding } from './finding.ts';
import { isWrong, within, type Scope } from './scope.ts';
import { judge, neighbourTrial, trialsOf, type Repeat, type Trial } from './trial.ts';
import { problems } from './words.ts';

export interface ExerciseOutcome {
  readonly exercise: Exercise;
  readonly findings: readonly Finding[];
  readonly results: readonly Result[];
  /** Answers that broke their promise in every run. */
  readonly broken: number;
  /** Runs that broke a promise which other runs of the same answer kept. */
  readonly flakes: number;
  /** Milliseconds of all its runs together. */
  readonly duration: number;
}

export interface TrialOptions {
  readonly grader: Grader;
  /** How often each trial is run; the outcome must be the same every time. */
  readonly repeat: Repeat;
  readonly scope: Scope;
  /** Solutions of other exercises that must not pass here. */
  readonly neighbours: ReadonlyMap<ExerciseId, readonly WrongAnswer[]>;
  /** Whether answers with a native client can run here. */
  readonly native: boolean;
  readonly signal: AbortSignal;
}

interface Run {
  readonly result: Result;
  readonly findings: readonly Finding[];
}

/** Runs everything that an exercise promises, side by side as far as the grader allows. */
export async function runTrials(exercise: Exercise, options: TrialOptions): Promise<ExerciseOutcome> {
  const { repeat, scope } = options;
  const besides = (options.neighbours.get(exercise.id) ?? []).map(neighbourTrial);
  const trials = within(scope, exercise, [...trialsOf(exercise, options), ...besides]);
  const each = await Promise.all(
    trials.map(async (trial) => {
      const times = isWrong(trial) ? repeat.wrong : repeat.answers;
      return Promise.all(Array.from({ length: times }, async () => runTrial(exercise, trial, options)));
    }),
  );
  const ran = each.flat();
  return {
    exercise,
    findings: tally(ran.flatMap(({ findings }) => findings)),
    results: ran.map(({ result }) => result),
    ...countBroken(each),
    duration: ran.reduce((sum, { result }) => sum + result.durationMs, 0),
  };
}

async function runTrial(exercise: Exercise, trial: Trial, { grader, signal }: TrialOptions): Promise<Run> {
  const result = await grader.grade({ exercise, subject: trial.subject, signal });
  return { result, findings: judge(exercise, trial, result) };
}

/** Tells answers that are broken from runs that are flakes. Pure. */
export function countBroken(runsOfEach: readonly (readonly Pick<Run, 'findings'>[])[]): {
  broken: number;
  flakes: number;
} {
  const failed = runsOfEach.map((runs) => runs.filter(({ findings }) => findings.length > 0).length);
  const isBroken = (count: number, at: number): boolean => count > 0 && count === runsOfEach[at]?.length;
  return {
    broken: failed.filter(isBroken).length,
    flakes: failed.filter((count, at) => !isBroken(count, at)).reduce((sum, count) => sum + count, 0),
  };
}

// With --repeat the same failure may come many times: said once, with how often.
function tally(findings: readonly Finding[]): Finding[] {
  const kinds = Map.groupBy(findings, ({ problem }) => problem.split('. ', 1).join());
  return [...kinds.values()].map((same) => {
    const [first] = same;
    if (!first) throw new Error('A group of findings is empty.');
    return same.length > 1 ? { ...first, problem: problems.times(first.problem, same.length) } : first;
  });
}
