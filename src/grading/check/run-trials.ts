import type { WrongAnswer } from '../../course/answer.ts';
import type { Exercise, ExerciseId } from '../../course/course.ts';
import type { Grader } from '../grader.ts';
import type { Result } from '../result.ts';
import { forgiven, type Finding } from './finding.ts';
import { endsAtFailure, isWrong, within, type Scope } from './scope.ts';
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
  /** All of its runs, by trial. */
  readonly ran: readonly Ran[];
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

/** The runs of one trial. */
export interface Ran {
  readonly trial: Trial;
  readonly runs: readonly Run[];
  /** Its only run broke its promise, and another was done when nothing ran beside it. */
  readonly again?: Run;
}

/** Runs everything that an exercise promises, side by side as far as the grader allows. */
export async function runTrials(exercise: Exercise, options: TrialOptions): Promise<ExerciseOutcome> {
  const { repeat, scope } = options;
  const besides = (options.neighbours.get(exercise.id) ?? []).map(neighbourTrial);
  const trials = within(scope, exercise, [...trialsOf(exercise, options), ...besides]);
  const ran = await Promise.all(
    trials.map(async (trial): Promise<Ran> => {
      const times = isWrong(trial) ? repeat.wrong : repeat.answers;
      const runs = Array.from({ length: times }, async () => runTrial(exercise, trial, options));
      return { trial, runs: await Promise.all(runs) };
    }),
  );
  return outcomeOf(exercise, ran);
}

/** Whether an outcome rests on single runs that broke their promise while others ran beside them. */
export const isDoubtful = ({ ran }: ExerciseOutcome): boolean => ran.some(brokeItsOnlyRun);

/**
 * Runs again what broke its promise in its only run, one after the other: to be called when nothing runs beside them. What
 * keeps its promise then is a flake: a warning, and nothing that docs/proved.json counts as proved.
 */
export async function tryAgain({ exercise, ran }: ExerciseOutcome, options: TrialOptions): Promise<ExerciseOutcome> {
  const tried: Ran[] = [];
  for (const each of ran) {
    tried.push(brokeItsOnlyRun(each) ? { ...each, again: await runTrial(exercise, each.trial, options) } : each);
  }
  return outcomeOf(exercise, tried);
}

async function runTrial(exercise: Exercise, trial: Trial, options: TrialOptions): Promise<Run> {
  if (endsAtFailure(options.scope, exercise, trial)) {
    const early = await runOnce(exercise, { ...trial, endsAtFailure: true }, options);
    // Its first failure may be another than the one that it promises: a whole run tells.
    if (!isBroken(early)) return early;
  }
  return runOnce(exercise, trial, options);
}

async function runOnce(exercise: Exercise, trial: Trial, { grader, signal }: TrialOptions): Promise<Run> {
  const { subject, endsAtFailure: early = false } = trial;
  const result = await grader.grade({ exercise, subject, signal, endsAtFailure: early });
  return { result, findings: judge(exercise, trial, result) };
}

/** What the runs of an exercise's trials come to. Pure. */
export function outcomeOf(exercise: Exercise, ran: readonly Ran[]): ExerciseOutcome {
  const all = ran.map(allRuns);
  const results = all.flat().map(({ result }) => result);
  return {
    exercise,
    ran,
    findings: tally(ran.flatMap(findingsOf)),
    results,
    ...countBroken(all),
    duration: results.reduce((sum, { durationMs }) => sum + durationMs, 0),
  };
}

const allRuns = ({ runs, again }: Ran): readonly Run[] => (again ? [...runs, again] : runs);

const isBroken = ({ findings }: Pick<Run, 'findings'>): boolean => findings.length > 0;

const brokeItsOnlyRun = ({ runs, again }: Ran): boolean => runs.length === 1 && !again && runs.every(isBroken);

function findingsOf({ runs, again }: Ran): Finding[] {
  const found = runs.flatMap(({ findings }) => findings);
  const isForgiven = again !== undefined && !isBroken(again);
  return isForgiven ? forgiven(found) : found;
}

/** Tells answers that are broken from runs that are flakes. Pure. */
export function countBroken(runsOfEach: readonly (readonly Pick<Run, 'findings'>[])[]): {
  broken: number;
  flakes: number;
} {
  const failed = runsOfEach.map((runs) => runs.filter(isBroken).length);
  const isWhole = (count: number, at: number): boolean => count > 0 && count === runsOfEach[at]?.length;
  return {
    broken: failed.filter(isWhole).length,
    flakes: failed.filter((count, at) => !isWhole(count, at)).reduce((sum, count) => sum + count, 0),
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
