import { fileLink } from '../../text/file-link.ts';
import { chooseChapter } from './choose-chapter.ts';
import type { Context, ExitCode } from '../context.ts';
import { learnerProgress } from './progress-in-context.ts';

/** Says where a chapter's lesson and notebook are: files, and the address on the page. */
export async function read(context: Context, args: { chapter?: string | undefined }): Promise<ExitCode> {
  const { output, text } = context;
  const { number, key, lesson, notebook } = chooseChapter(context, await learnerProgress(context), args.chapter);
  output.data({ chapter: key, title: lesson.title, lesson: lesson.path, notebook: notebook?.paired ?? null });
  output.print(output.paint('bold', `${number} ${lesson.title}`));
  output.print(`${lesson.summary} (${text.read.minutes(lesson.minutes)})`);
  output.print();
  output.print(`${text.read.lesson.padEnd(9)} ${fileLink(lesson.path, output.colour)}`);
  if (notebook) output.print(`${text.read.notebook.padEnd(9)} ${fileLink(notebook.paired, output.colour)}`);
  output.print(text.read.page);
  return 0;
}
