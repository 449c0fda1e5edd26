// A Markdown table in a terminal: columns side by side, cells wrapped where the line would be too long.
import { stripVTControlCharacters } from 'node:util';
import wrapAnsi from 'wrap-ansi';

const table = /^ *\|.*\|[ \t]*\n *\|[ :|-]+\|[ \t]*\n(?: *\|.*\|[ \t]*(?:\n|$))*/gm;
const gap = '  ';
/** No column is made narrower than this to fit a line. */
const narrowest = 8;

/** Splits Markdown into what stands between tables (even places) and the tables' rows (odd places). */
export function splitTables(markdown: string): (string | readonly (readonly string[])[])[] {
  const parts: (string | string[][])[] = [];
  let from = 0;
  for (const match of markdown.matchAll(table)) {
    parts.push(markdown.slice(from, match.index), rowsOf(match[0]));
    from = match.index + match[0].length;
  }
  return [...parts, markdown.slice(from)];
}

function rowsOf(source: string): string[][] {
  const lines = source.trimEnd().split('\n');
  return lines
    .filter((_, at) => at !== 1)
    .map((line) =>
      line
        .trim()
        .replace(/^\||\|$/g, '')
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}

/**
 * The rows, their cells styled already, as lines of at most so many columns. Where words would have to be broken for it, each row
 * becomes a list of its own, under its first cell.
 */
export function renderTable(rows: readonly (readonly string[])[], columns: number): string[] {
  const widths = fit(widthsOf(rows), columns);
  const words = widthsOf(rows.map((row) => row.map(longestWord)));
  return words.every((width, column) => width <= (widths[column] ?? 0))
    ? sideBySide(rows, widths)
    : asLists(rows, columns);
}

function asLists([heads = [], ...rows]: readonly (readonly string[])[], columns: number): string[] {
  const room = columns - gap.length;
  return rows.flatMap(([first = '', ...cells]) => [
    first,
    ...cells.flatMap((cell, at) =>
      wrapAnsi(`${heads[at + 1] ?? ''}: ${cell}`, room)
        .split('\n')
        .map((line) => `${gap}${line}`),
    ),
  ]);
}

const longestWord = (cell: string): string =>
  cell.split(/\s+/).reduce((longest, word) => (lengthOf(word) > lengthOf(longest) ? word : longest), '');

function sideBySide(rows: readonly (readonly string[])[], widths: readonly number[]): string[] {
  return rows
    .flatMap((row, at) => {
      const cells = row.map((cell, column) => wrapAnsi(cell, widths[column] ?? narrowest, { hard: true }).split('\n'));
      const height = Math.max(...cells.map((lines) => lines.length));
      const lines = Array.from({ length: height }, (_, line) =>
        cells.map((cell, column) => pad(cell[line] ?? '', widths[column] ?? 0)).join(gap),
      );
      return at === 0 ? [...lines, widths.map((width) => '─'.repeat(width)).join(gap)] : lines;
    })
    .map((line) => line.trimEnd());
}

const lengthOf = (text: string): number => stripVTControlCharacters(text).length;
const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - lengthOf(text)));

function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const most = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: most }, (_, column) => Math.max(1, ...rows.map((row) => lengthOf(row[column] ?? ''))));
}

// Takes from the widest column, one by one, until the line fits or nothing is left to take.
function fit(natural: readonly number[], columns: number): number[] {
  const widths = [...natural];
  const room = columns - gap.length * (widths.length - 1);
  for (let sum = widths.reduce((all, width) => all + width, 0); sum > room; sum -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= narrowest) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
