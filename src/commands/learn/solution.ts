import { compareWithSolution } from '../../course/compare-with-solution.ts';
import type { Exercise } from '../../course/course.ts';
import { solutionIsOpen } from '../../progress/progress.ts';
import { paintDifference } from '../../text/paint-difference.ts';
import { fileLink } from '../../text/file-link.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';
import { chooseExercise, learnerProgress, record } from './progress-in-context.ts';

export type SolutionClient = 'kafkajs' | 'confluent';

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
  output.print(output.paint('bold', text.solution.heading(exercise.label, exercise.title, clientNames[client])));
  output.print(fileLink(path, output.colour));
  output.print();
  output.print(answer.trimEnd());
  output.print();
  if (difference === null) output.print(text.solution.noFile);
  else if (difference === '') output.print(text.solution.same);
  else output.print(`${output.paint('bold', text.solution.difference)}\n${paintDifference(difference, output.paint)}`);
  const other = client === 'kafkajs' ? 'confluent' : 'kafkajs';
  if (other === 'kafkajs' || exercise.files.confluent) output.print(`\n${text.solution.other(exercise.label, other)}`);
}

const clientNames: Record<SolutionClient, string> = { kafkajs: 'kafkajs', confluent: '@confluentinc/kafka-javascript' };

function pathOf({ text }: Context, { files, label }: Exercise, client: SolutionClient): string {
  if (client === 'kafkajs') return files.solution;
  if (files.confluent !== undefined) return files.confluent;
  throw new WorkbookError(text.solution.noConfluent(label), { next: text.solution.noConfluentNext, fault: 'usage' });
}
