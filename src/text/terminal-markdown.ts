// Markdown as a person reads it in a terminal: the few things that the course's task files use, wrapped to a width.
import wrapAnsi from 'wrap-ansi';
import type { Paint } from './style.ts';
import { renderTable, splitTables } from './terminal-table.ts';

export interface MarkdownLook {
  readonly columns: number;
  readonly paint: Paint;
}

/** The Markdown with styles instead of marks, wrapped; code blocks are indented and left as they are. */
export function renderMarkdown(markdown: string, look: MarkdownLook): string {
  const parts = markdown.split(/^(```[\s\S]*?^```)\s*$/m);
  return parts.map((part) => (part.startsWith('```') ? renderCode(part, look) : renderText(part, look))).join('');
}

function renderText(markdown: string, look: MarkdownLook): string {
  const parts = splitTables(markdown).map((part) =>
    typeof part === 'string' ? renderProse(part, look) : tableOf(part, look),
  );
  return parts.join('');
}

function tableOf(rows: readonly (readonly string[])[], look: MarkdownLook): string {
  const styled = rows.map((row, at) =>
    row.map((cell) => (at === 0 ? look.paint('bold', renderInline(cell, look)) : renderInline(cell, look))),
  );
  return `${renderTable(styled, look.columns).join('\n')}\n`;
}

function renderCode(fence: string, { paint }: MarkdownLook): string {
  const lines = fence.split('\n').slice(1, -1);
  return lines.map((line) => `    ${paint('cyan', line)}`).join('\n');
}

// Lines of one paragraph or list item are joined first, because the file is wrapped for an editor, not for this width.
function renderProse(prose: string, look: MarkdownLook): string {
  const joined = prose
    .replace(/([^\n])\n(?=[^\s\n#>|*-])(?!\d+\. )/g, '$1 ')
    .replace(/([^\n])\n {2,}(?=[^\s*-])/g, '$1 ');
  return joined
    .split('\n')
    .map((line) => renderLine(line, look))
    .join('\n');
}

function renderLine(line: string, look: MarkdownLook): string {
  const heading = /^#+ (.*)$/.exec(line);
  if (heading) return wrapAnsi(look.paint('bold', renderInline(heading[1] ?? '', look)), look.columns);
  const [, indent = '', mark = '', text = ''] = /^(\s*)([*-] |\d+\. |> )?(.*)$/.exec(line) ?? [];
  const bullet = indent + mark.replace(/^[*-] /, '• ');
  const wrapped = wrapAnsi(renderInline(text, look), Math.max(20, look.columns - bullet.length)).split('\n');
  return wrapped.map((part, at) => (at === 0 ? bullet : ' '.repeat(bullet.length)) + part).join('\n');
}

function renderInline(text: string, { paint }: MarkdownLook): string {
  return text
    .replace(/\[([^\]]+)\]\((https?:[^)]+)\)/g, '$1 ($2)')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => paint('bold', strong))
    .replace(/(?<![*\w])\*(?![\s*])([^*`]*[^*\s`])\*(?![*\w])/g, (_, stressed: string) => paint('italic', stressed))
    .replace(/`([^`]+)`/g, (_, code: string) => paint('cyan', code));
}
