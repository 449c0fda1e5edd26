import type { Chapter } from '../../course/course.ts';
import { inOrderOf } from '../../course/choice-order.ts';
import { expandIncludes } from '../../course/expand-includes.ts';
import { learnerId } from '../../progress/learner-id.ts';
import { fileLink } from '../../text/file-link.ts';
import { chooseChapter } from './choose-chapter.ts';
import type { Context, ExitCode } from '../context.ts';
import { renderLesson } from './lesson-text.ts';
import { showPaged } from './pager.ts';
import { learnerProgress } from './progress-in-context.ts';

/** Prints a chapter's lesson, page by page where a person reads; with --json says where lesson and notebook are. */
export async function read(
  context: Context,
  args: { chapter?: string | undefined; pager: boolean },
): Promise<ExitCode> {
  const { output, stdout, env } = context;
  const chapter = chooseChapter(context, await learnerProgress(context), args.chapter);
  const { key, lesson, notebook } = chapter;
  output.data({ chapter: key, title: lesson.title, lesson: lesson.path, notebook: notebook?.paired ?? null });
  if (output.json) return 0;
  const text = await wholeText(context, chapter);
  const isPaged = args.pager && output.colour && stdout.isTTY && (await showPaged(text, env));
  if (!isPaged) output.print(text.trimEnd());
  return 0;
}

async function wholeText(context: Context, chapter: Chapter): Promise<string> {
  const { output, text } = context;
  const { number, lesson, notebook } = chapter;
  return [
    output.paint('bold', `${number} ${lesson.title}`),
    `${lesson.summary} (${text.read.minutes(lesson.minutes)})`,
    '',
    // A lesson that is broken has its reason in the place of its summary, and no text.
    ...(lesson.trouble ? [] : [await lessonBody(context, chapter), '']),
    `${text.read.lesson.padEnd(9)} ${fileLink(lesson.path, output.colour)}`,
    ...(notebook ? [`${text.read.notebook.padEnd(9)} ${fileLink(notebook.paired, output.colour)}`] : []),
    text.read.page,
    '',
  ].join('\n');
}

async function lessonBody({ output, paths, course }: Context, { number, lesson }: Chapter): Promise<string> {
  const learner = await learnerId(paths.state);
  const markdown = expandIncludes(lesson.body, course().root);
  const questions = lesson.questions.map((question) => inOrderOf(question, learner));
  const look = { ...output, colourCode: await colourCode(markdown, output) };
  return renderLesson({ markdown, questions, number }, look).trim();
}

// Grammars take most of a second: only who sees colours waits for them.
async function colourCode(markdown: string, { colour, paint }: Context['output']) {
  if (!colour) return (code: string): string => code;
  const { createCodeColours } = await import('./colour-code.ts');
  const languages = [...markdown.matchAll(/^ *```(\w+)/gm)].map(([, language = '']) => language);
  return createCodeColours(languages, paint);
}
