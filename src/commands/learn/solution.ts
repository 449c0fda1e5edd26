import { clients, packageOf, solutionOf, solutionsOf } from '../../course/answer.ts';
import { compareWithSolution } from '../../course/compare-with-solution.ts';
import type { Exercise } from '../../course/course.ts';
import { solutionIsOpen } from '../../progress/progress.ts';
import { paintDifference } from '../../text/paint-difference.ts';
import { fileLink } from '../../text/file-link.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';
import { chooseExercise, learnerProgress, record } from './progress-in-context.ts';

export type SolutionClient = (typeof clients)[number];

export interface SolutionArgs {
  readonly exercise?: string | undefined;
  readonly client: SolutionClient;
  readonly giveUp: boolean;
}

/** Shows a solution and how it differs from the learner's file; only after a pass, or for those who give up. */
export async function solution(context: Context, args: SolutionArgs): Promise<ExitCode> {
  const { output, text } = context;
  const before = await learnerProgress(context);
  const exercise = chooseExercise(context, before, args.exercise);
  if (!solutionIsOpen(before, exercise.id)) {
    if (!args.giveUp) {
      output.data({ exercise: exercise.id, open: false });
      output.note(text.solution.closed(exercise.label));
      output.note(`${text.next} ${text.solution.closedNext(exercise.label)}`);
      return 1;
    }
    await record(context, before, { type: 'gave-up', exercise: exercise.id });
  }
  await show(context, exercise, args.client);
  return 0;
}

async function show(context: Context, exercise: Exercise, client: SolutionClient): Promise<void> {
  const { output, text, paths } = context;
  const compared = await compareWithSolution(exercise, pathOf(context, exercise, client), paths.root);
  const { path, solution: answer, difference } = compared;
  output.data({ exercise: exercise.id, open: true, client, ...compared });
  output.print(output.paint('bold', text.solution.heading(exercise.label, exercise.title, packageOf(client))));
  output.print(fileLink(path, output.colour));
  output.print();
  output.print(answer.trimEnd());
  output.print();
  if (difference === null) output.print(text.solution.noFile);
  else if (difference === '') output.print(text.solution.same);
  else output.print(`${output.paint('bold', text.solution.difference)}\n${paintDifference(difference, output.paint)}`);
  for (const other of solutionsOf(exercise)) {
    if (other.client !== client) output.print(`\n${text.solution.other(exercise.label, other.name)}`);
  }
}

function pathOf({ text }: Context, exercise: Exercise, wanted: SolutionClient): string {
  const found = solutionOf(exercise, wanted);
  if (found) return found.path;
  const name = packageOf(wanted);
  throw new WorkbookError(text.solution.noSuch(exercise.label, name), {
    next: text.solution.noSuchNext,
    fault: 'usage',
  });
}
