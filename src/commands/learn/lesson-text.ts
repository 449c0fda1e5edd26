// A lesson as a person reads it in a terminal: code with its file, output with its program, diagrams drawn with characters or
// told in words, questions with their choices.
import { renderMermaidASCII } from 'beautiful-mermaid';
import { closedBoxes } from '../../course/closed-boxes.ts';
import type { Question } from '../../course/course.ts';
import { renderMarkdown, type MarkdownLook } from '../../text/terminal-markdown.ts';
import { lessonText as words } from '../../text/words.ts';

export interface LessonLook extends MarkdownLook {
  /** The code in colours, or as it is. */
  readonly colourCode: (code: string, language: string) => string;
}

export interface LessonParts {
  /** The lesson's Markdown, includes expanded. */
  readonly markdown: string;
  /** Its questions, their choices in the order to show them. */
  readonly questions: readonly Question[];
  /** The chapter's number. */
  readonly number: number;
}

/** A drawing that is higher than this is told in words: it would not be seen as a whole. */
const highestDiagram = 30;

/** The lesson as lines of at most `look.columns`, but for code and output, which are left as they are. */
export function renderLesson({ markdown, questions, number }: LessonParts, look: LessonLook): string {
  const parts = markdown.split(/^( *```[\s\S]*?^ *```)[ \t]*$/m);
  const fenced = (part: string): string => {
    const { info, body } = readFence(part);
    const [language = ''] = info.split(' ');
    if (language === 'mermaid') return renderDiagram(body, look);
    const asked = language === 'question' ? questions.find(({ id }) => body.startsWith(`id: ${id}\n`)) : undefined;
    return asked ? renderQuestion(asked, number, look) : renderCode(info, body, look);
  };
  return parts.map((part) => (part.trimStart().startsWith('```') ? fenced(part) : renderProse(part, look))).join('');
}

function readFence(part: string): { info: string; body: string } {
  const [first = '', ...lines] = part.split('\n');
  const indent = first.length - first.trimStart().length;
  const body = lines.slice(0, -1).map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length)));
  return { info: first.trim().slice(3), body: `${body.join('\n')}\n` };
}

const box = new RegExp(`^::: (${closedBoxes.join('|')})(.*)$`);

function renderProse(markdown: string, look: MarkdownLook): string {
  const parts = markdown.split(/^(:::.*)$/m);
  return parts.map((part) => (part.startsWith(':::') ? renderEdge(part, look) : renderMarkdown(part, look))).join('');
}

// A terminal has nothing to open: the box stands there between two lines.
function renderEdge(line: string, { columns, paint }: MarkdownLook): string {
  const [, kind, title = ''] = box.exec(line) ?? [];
  const named = closedBoxes.find((each) => each === kind);
  const name = named === undefined ? '' : `── ${title.trim() || words.boxes[named]} `;
  return paint('dim', name.padEnd(columns, '─'));
}

function renderCode(info: string, body: string, look: LessonLook): string {
  const [language = '', program = ''] = info.split(' ');
  const code = body.trimEnd();
  const isOutput = language === 'output';
  const file = isOutput ? words.prints(program) : /title="([^"#]+)/.exec(info)?.[1];
  const bad = / bad\b/.test(info) && !isOutput ? words.wrongOnPurpose : undefined;
  const caption = [bad, file].filter((part) => part !== undefined).join(' · ');
  const lines = (isOutput ? code : look.colourCode(code, language)).split('\n').map((line) => `    ${line}`);
  return [...(caption ? [`  ${look.paint(bad ? 'red' : 'dim', caption)}`] : []), ...lines].join('\n');
}

function renderDiagram(source: string, look: MarkdownLook): string {
  const title = /^\s*accTitle\s*:\s*(.+)$/m.exec(source)?.[1] ?? '';
  const description = /^\s*accDescr\s*:\s*(.+)$/m.exec(source)?.[1] ?? '';
  const name = look.paint('bold', words.diagram(title));
  return [name, ...(drawingOf(source, look.columns) ?? [renderMarkdown(description, look)])].join('\n');
}

function drawingOf(source: string, columns: number): string[] | undefined {
  try {
    const body = source.replace(/^\s*acc(Title|Descr)\s*:.*$/gm, '');
    const lines = renderMermaidASCII(body, { colorMode: 'none' })
      .split('\n')
      .map((line) => line.trimEnd());
    const fits = lines.length <= highestDiagram && lines.every((line) => line.length <= columns);
    return fits ? lines : undefined;
  } catch {
    return undefined; // a kind of diagram that it does not know
  }
}

function renderQuestion({ ask, choices }: Question, number: number, look: MarkdownLook): string {
  const lines = choices.map(({ say }, at) => renderMarkdown(`${at + 1}. ${say}`, look));
  const question = look.paint('bold', renderMarkdown(`${words.predict}: ${ask}`, look));
  return [question, ...lines, look.paint('dim', words.answerBy(number))].join('\n');
}
