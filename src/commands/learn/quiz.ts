import { createInterface } from 'node:readline';
import { inOrderOf } from '../../course/choice-order.ts';
import { sound, type Chapter, type Question } from '../../course/course.ts';
import { learnerId } from '../../progress/learner-id.ts';
import { lastAnswer, type Progress } from '../../progress/progress.ts';
import { renderMarkdown } from '../../text/terminal-markdown.ts';
import { chooseChapter } from './choose-chapter.ts';
import type { Context, ExitCode } from '../context.ts';
import { learnerProgress, record } from './progress-in-context.ts';

type Lines = AsyncIterator<string>;
type Choice = Question['choices'][number];

/** Asks a lesson's questions, one line of input each; what was answered is remembered. 0 when all were right. */
export async function quiz(context: Context, args: { chapter?: string | undefined }): Promise<ExitCode> {
  const { output, text, stdin, signal } = context;
  const progress = await learnerProgress(context);
  const chapter = chooseChapter(context, progress, args.chapter);
  const { questions } = sound(chapter.lesson);
  if (output.json) return listQuestions(context, chapter, progress);
  if (questions.length === 0) {
    output.print(text.quiz.none(chapter.lesson.title));
    return 0;
  }
  const reader = createInterface({ input: stdin, signal });
  const right = await askAll(context, chapter, reader[Symbol.asyncIterator]());
  reader.close();
  output.print(output.paint('bold', text.quiz.score(right, questions.length)));
  if (right < questions.length) output.print(text.quiz.again(chapter.number));
  return right === questions.length ? 0 : 1;
}

function listQuestions({ output }: Context, chapter: Chapter, progress: Progress): ExitCode {
  const asked = chapter.lesson.questions.map(({ id, ask: say, choices }) => {
    const key = `${chapter.slug}/${id}`;
    const offered = choices.map((choice) => ({ id: choice.id, say: choice.say }));
    return { id: key, ask: say, choices: offered, answer: lastAnswer(progress, key) ?? null };
  });
  output.data({ chapter: chapter.key, questions: asked });
  return 0;
}

async function askAll(context: Context, chapter: Chapter, lines: Lines): Promise<number> {
  let progress = await learnerProgress(context);
  let right = 0;
  const learner = await learnerId(context.paths.state);
  for (const question of chapter.lesson.questions) {
    const choice = await ask(context, inOrderOf(question, learner), lines);
    if (choice === 'ended') break;
    if (choice === 'left') continue;
    const isRight = choice.right === true;
    right += isRight ? 1 : 0;
    explain(context, choice);
    const id = `${chapter.slug}/${question.id}`;
    const at = new Date().toISOString();
    progress = await record(context, progress, {
      type: 'answered',
      question: id,
      choice: choice.id,
      right: isRight,
      at,
    });
  }
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
