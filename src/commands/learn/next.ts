import { exerciseById, type Exercise } from '../../course/course.ts';
import { progressOf, type Progress } from '../../progress/progress.ts';
import { nextExercise } from '../../watch/next-exercise.ts';
import { outline } from '../../watch/outline.ts';
import type { Context, ExitCode } from '../context.ts';
import { chooseExercise, learnerProgress, record } from './progress-in-context.ts';
import { showTask } from './show-task.ts';

/** Shows the exercise to work at now: the current one while it is open, else the next one, which becomes the current. */
export async function next(context: Context): Promise<ExitCode> {
  const progress = await learnerProgress(context);
  const current = chooseExercise(context, progress, undefined);
  const chosen = progressOf(progress, current.id).state === 'pending' ? current : following(context, progress, current);
  if (chosen === undefined) {
    context.output.data({ exercise: null });
    context.output.print(context.text.task.allDone);
    return 0;
  }
  if (chosen.id !== progress.current) await record(context, progress, { type: 'selected', exercise: chosen.id });
  context.output.data({
    exercise: chosen.id,
    label: chosen.label,
    title: chosen.title,
    file: chosen.files.stub,
    task: chosen.task,
  });
  showTask(context, chosen);
  return 0;
}

function following(context: Context, progress: Progress, current: Exercise): Exercise | undefined {
  const course = context.course();
  const isOpen = progressOf(progress, current.id).state !== 'passed';
  const id = nextExercise(outline(course), progress, current.id) ?? (isOpen ? current.id : undefined);
  return exerciseById(course, id);
}
