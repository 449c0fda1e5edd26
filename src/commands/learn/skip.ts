import { exerciseById } from '../../course/course.ts';
import { progressOf } from '../../progress/progress.ts';
import { nextExercise } from '../../watch/next-exercise.ts';
import { outline } from '../../watch/outline.ts';
import type { Context, ExitCode } from '../context.ts';
import { chooseExercise, learnerProgress, record } from './progress-in-context.ts';
import { showTask } from './show-task.ts';

/** Leaves an exercise for later and shows the next one. */
export async function skip(context: Context, args: { exercise?: string | undefined }): Promise<ExitCode> {
  const { output, text } = context;
  const before = await learnerProgress(context);
  const { id, label } = chooseExercise(context, before, args.exercise);
  const isPassed = progressOf(before, id).state === 'passed';
  const skipped = await record(context, before, { type: 'skipped', exercise: id });
  output.print(isPassed ? text.skip.passedAlready(label) : text.skip.done(label));
  const course = context.course();
  const following = nextExercise(outline(course), skipped, id);
  const chosen = exerciseById(course, following);
  if (chosen) await record(context, skipped, { type: 'selected', exercise: chosen.id });
  output.data({ skipped: isPassed ? null : id, exercise: chosen?.id ?? null });
  output.print();
  if (chosen) showTask(context, chosen);
  else output.print(isPassed ? text.task.allDone : text.task.lastOne(label));
  return 0;
}
