import { progressOf, solutionIsOpen } from '../../progress/progress.ts';
import { renderMarkdown } from '../../text/terminal-markdown.ts';
import type { Context, ExitCode } from '../context.ts';
import { chooseExercise, learnerProgress, record } from './progress-in-context.ts';

/** Shows the hints seen so far and one more; remembers how many. */
export async function hint(context: Context, args: { exercise?: string | undefined }): Promise<ExitCode> {
  const { output, text } = context;
  const before = await learnerProgress(context);
  const exercise = chooseExercise(context, before, args.exercise);
  const { id, label, hints } = exercise;
  const shown = Math.min(hints.length, progressOf(before, id).hintsShown + 1);
  await record(context, before, { type: 'hint-shown', exercise: id, hints: shown });
  const seen = hints.slice(0, shown);
  output.data({ exercise: id, hints: seen, left: hints.length - shown });
  if (hints.length === 0) output.print(text.hint.none(label));
  for (const [at, body] of seen.entries()) {
    output.print(output.paint('bold', text.hint.heading(at + 1, hints.length)));
    output.print(renderMarkdown(body, output));
    output.print();
  }
  if (shown < hints.length) output.print(text.hint.more(label));
  else if (hints.length > 0) output.print(solutionIsOpen(before, id) ? text.hint.lastPassed : text.hint.last(label));
  return 0;
}
