import { findWord, readWords, type Word } from '../../course/word-list.ts';
import { renderMarkdown } from '../../text/terminal-markdown.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';

/** Says what a word means; without one, what all of them do. @throws WorkbookError (usage) where the glossary lacks it. */
export async function glossary(context: Context, args: { word?: string | undefined }): Promise<ExitCode> {
  const { output, text } = context;
  const words = readWords(context.paths.root).toSorted((one, other) => one.word.localeCompare(other.word));
  const wanted = args.word === undefined ? words : [findWord(words, args.word)];
  const found = wanted.filter((word): word is Word => word !== undefined);
  if (found.length === 0 && args.word !== undefined) {
    throw new WorkbookError(text.glossary.none(args.word), { next: text.glossary.noneNext, fault: 'usage' });
  }
  output.data({ words: found });
  for (const word of found) printWord(context, word);
  return 0;
}

function printWord({ output, text, course }: Context, { word, also, means, section }: Word): void {
  const others = also.length ? ` ${output.paint('dim', text.glossary.also(also))}` : '';
  output.print(`${output.paint('bold', word)}${others}`);
  output.print(renderMarkdown(means, output).trimEnd());
  const [slug = '', anchor = ''] = section?.split('#') ?? [];
  const chapter = course().chapters.find((each) => each.slug === slug);
  if (chapter) output.print(output.paint('dim', text.glossary.more(chapter.key, anchor)));
  output.print();
}
