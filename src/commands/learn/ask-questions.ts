// Questions at the terminal, one line of input each; what was answered is remembered.
import { createInterface } from 'node:readline';
import { inOrderOf } from '../../course/choice-order.ts';
import type { Question } from '../../course/course.ts';
import { learnerId } from '../../progress/learner-id.ts';
import { renderMarkdown } from '../../text/terminal-markdown.ts';
import type { Context } from '../context.ts';
import { learnerProgress, record } from './progress-in-context.ts';

type Lines = AsyncIterator<string>;
type Choice = Question['choices'][number];

/** A question, by the id that answers are kept under, and a line to print before it. */
export interface Asked {
  readonly key: string;
  readonly question: Question;
  readonly before?: string;
}

/** Asks them in this order, until the input ends. Resolves with how many were answered right. */
export async function askQuestions(context: Context, asked: readonly Asked[]): Promise<number> {
  const { stdin, signal, output } = context;
  const reader = createInterface({ input: stdin, signal });
  const lines = reader[Symbol.asyncIterator]();
  let progress = await learnerProgress(context);
  let right = 0;
  const learner = await learnerId(context.paths.state);
  for (const { key, question, before } of asked) {
    if (before !== undefined) output.print(before);
    const choice = await ask(context, inOrderOf(question, learner), lines);
    if (choice === 'ended') break;
    if (choice === 'left') continue;
    const isRight = choice.right === true;
    right += isRight ? 1 : 0;
    explain(context, choice);
    const at = new Date().toISOString();
    progress = await record(context, progress, {
      type: 'answered',
      question: key,
      choice: choice.id,
      right: isRight,
      at,
    });
  }
  reader.close();
  return right;
}

// Asks again until the line is a choice's number, or empty.
async function ask(
  { output, text, stdout }: Context,
  question: Question,
  lines: Lines,
): Promise<Choice | 'left' | 'ended'> {
  output.print(output.paint('bold', renderMarkdown(question.ask, output)));
  for (const [at, { say }] of question.choices.entries()) output.print(renderMarkdown(`${at + 1}. ${say}`, output));
  for (;;) {
    stdout.write(text.quiz.ask(question.choices.length));
    const line = await lines.next();
    if (line.done) return 'ended';
    if (line.value.trim() === '') return 'left';
    const typed = Number(line.value);
    const choice = Number.isInteger(typed) ? question.choices[typed - 1] : undefined;
    if (choice) return choice;
  }
}

function explain({ output, text }: Context, chosen: Choice): void {
  const verdict = chosen.right ? output.paint('green', text.quiz.right) : output.paint('red', text.quiz.wrong);
  output.print(renderMarkdown(`${verdict} ${chosen.why}\n`, output));
}
