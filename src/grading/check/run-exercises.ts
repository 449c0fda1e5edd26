// Runs what several exercises promise, side by side, and then alone what came out doubtful.
import type { Exercise } from '../../course/course.ts';
import { isDoubtful, runTrials, tryAgain, type ExerciseOutcome, type TrialOptions } from './run-trials.ts';

export interface RunOptions extends TrialOptions {
  /** Told of every exercise as its runs end. */
  readonly onExercise: (outcome: ExerciseOutcome) => void;
}

/** Exercises; a second try of one takes up to half a minute, in which nothing else runs. */
const mostDoubtful = 8;

/** What the runs of these exercises come to. With more than a few in doubt the machine is not to blame: none is tried again. */
export async function runExercises(exercises: readonly Exercise[], options: RunOptions): Promise<ExerciseOutcome[]> {
  const first = await Promise.all(
    exercises.map(async (exercise) => {
      const outcome = await runTrials(exercise, options);
      if (!isDoubtful(outcome)) options.onExercise(outcome);
      return outcome;
    }),
  );
  const isHopeless = first.filter(isDoubtful).length > mostDoubtful;
  const outcomes: ExerciseOutcome[] = [];
  for (const outcome of first) {
    const isSettled = isHopeless || !isDoubtful(outcome);
    const last = isSettled ? outcome : await tryAgain(outcome, options);
    if (isDoubtful(outcome)) options.onExercise(last);
    outcomes.push(last);
  }
  return outcomes;
}
