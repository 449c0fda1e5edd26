import { resetExercise, undoReset } from '../../progress/attempts.ts';
import { fileLink } from '../../text/file-link.ts';
import type { Context, ExitCode } from '../context.ts';
import { chooseExercise, learnerProgress, record } from './progress-in-context.ts';

/** Brings an exercise back as it was handed out and keeps the attempt; with `undo` brings the attempt back. */
export async function reset(
  context: Context,
  args: { exercise?: string | undefined; undo: boolean },
): Promise<ExitCode> {
  const { output, text, paths } = context;
  const before = await learnerProgress(context);
  const exercise = chooseExercise(context, before, args.exercise);
  const restore = args.undo ? undoReset : resetExercise;
  const { kept, isOriginal, mended } = await restore(paths.state, exercise);
  await record(context, before, { type: isOriginal ? 'reset' : 'reset-undone', exercise: exercise.id });
  output.data({ exercise: exercise.id, undone: !isOriginal, kept: kept ?? null, mended });
  if (mended.length > 0) output.print(text.reset.mended(mended));
  output.print(isOriginal ? text.reset.done(exercise.label) : text.reset.undone(exercise.label));
  if (kept === undefined) return 0;
  output.print(`${text.reset.kept} ${fileLink(kept, output.colour)}`);
  output.print(text.reset.undo(exercise.label));
  return 0;
}
