// The one table of the comparison: page, lesson and terminal draw what stands in it. Pure.
import { figureColumns } from './columns.ts';

/** A table of text: the first cell of each row is its heading. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  /** A row that is shorter than `columns` has nothing more to say. */
  readonly rows: readonly (readonly string[])[];
}

/** The table in Markdown, as lessons include it. */
export function toMarkdown(table: Table): string {
  const [head = [], ...rows] = cellsOf(table);
  return [head, rulesOf(table), ...rows].map(line).join('\n');
}

/** The same for a terminal, with columns of one width. */
export function toAlignedMarkdown(table: Table): string {
  const cells = cellsOf(table);
  // What a short row says instead of its figures must not widen a column of figures.
  const whole = [table.columns, ...table.rows.filter((row) => row.length >= table.columns.length)];
  const widths = table.columns.map((_, at) => Math.max(3, ...whole.map((row) => escaped(row[at] ?? '').length)));
  const fill = (cell: string, at: number): string =>
    isFigure(table, at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
  const [head = [], ...rows] = cells.map((row) => row.map(fill));
  return [head, rulesOf(table, widths), ...rows].map(line).join('\n');
}

const isFigure = ({ columns, rows }: Table, at: number): boolean => figureColumns(columns, rows)[at] === true;

const rulesOf = (table: Table, widths: readonly number[] = []): string[] =>
  table.columns.map((_, at) => (isFigure(table, at) ? ':' : '-').padStart(widths[at] ?? 3, '-'));

const cellsOf = ({ columns, rows }: Table): string[][] =>
  [columns, ...rows].map((row) => columns.map((_, at) => escaped(row[at] ?? '')));

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
