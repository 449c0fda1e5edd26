// What commands need of the learner's progress: reading tells of a file that was set aside, and a disk that cannot be
// written costs a warning, never the command.
import { allExercises, exercisesOf, sound, type Exercise } from '../../course/course.ts';
import { findExercise } from '../../course/find-exercise.ts';
import { whyNotWritten } from '../../text/file-trouble.ts';
import { keepOriginals } from '../../progress/originals.ts';
import { readProgress, recordProgress, type ReadProgress } from '../../progress/progress-file.ts';
import { applyToProgress, type Progress, type ProgressEvent } from '../../progress/progress.ts';
import { nextExercise } from '../../watch/next-exercise.ts';
import { outline } from '../../watch/outline.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context } from '../context.ts';

/** The learner's progress. The originals of exercises are kept on the way, before anything can happen to them. */
export async function learnerProgress(context: Context): Promise<Progress> {
  const progress = told(context, await readProgress(context.paths.state));
  // A folder that cannot be written is told of when there is progress to write, and once.
  await keepOriginals(context.paths.state, allExercises(context.course()), progress).catch(() => {});
  return progress;
}

/** Progress after the events, saved where the disk allows it. */
export async function record(context: Context, before: Progress, ...events: ProgressEvent[]): Promise<Progress> {
  try {
    return told(context, await recordProgress(context.paths.state, events));
  } catch (error) {
    if (error instanceof WorkbookError) throw error;
    context.output.note(context.text.progress.notSaved(whyNotWritten(error)));
    return events.reduce(applyToProgress, before);
  }
}

/**
 * The exercise that was typed; where none was, the one the learner is at, else the first that is open.
 * @throws WorkbookError (usage) where there is no such exercise, or none at all; and where its file is broken.
 */
export function chooseExercise(context: Context, progress: Progress, typed: string | undefined): Exercise {
  const course = context.course();
  if (typed !== undefined) return sound(findExercise(course, typed));
  const exercises = exercisesOf(course);
  const [first] = exercises;
  const current = exercises.find(({ id }) => id === progress.current);
  const wanted = current?.id ?? nextExercise(outline(course), progress, undefined);
  const chosen = exercises.find(({ id }) => id === wanted) ?? first;
  if (chosen) return sound(chosen);
  throw new WorkbookError(context.text.progress.noExercises, {
    next: context.text.progress.noExercisesNext,
    fault: 'usage',
  });
}

function told(context: Context, { progress, damage }: ReadProgress): Progress {
  if (damage !== undefined) context.output.note(damage);
  return progress;
}
