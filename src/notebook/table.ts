import { inspect, stripVTControlCharacters } from 'node:util';
import { text } from './words.ts';
import { escapeHtml } from './escape.ts';
import type { Bundle } from './kernel.ts';
import { show } from './show.ts';

/** Shows rows as a table: a column for each key, in order of appearance, headed by it; numbers to the right. */
export function table(rows: readonly object[]): void {
  show(tableBundle(rows));
}

interface Column {
  readonly heading: string;
  readonly values: readonly unknown[];
  /** Numbers throughout, which stand to the right. */
  readonly numeric: boolean;
}

/** The table as HTML and as plain text. A missing value is an empty cell, null is shown as such. */
export function tableBundle(rows: readonly object[]): Bundle & { 'text/plain': string } {
  if (rows.length === 0) return { 'text/html': `<p>${text.noRows}</p>`, 'text/plain': text.noRows };
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = headings.map((heading): Column => {
    const values = rows.map((row): unknown => Reflect.get(row, heading));
    return { heading, values, numeric: values.every((value) => value === undefined || isNumber(value)) };
  });
  return { 'text/html': html(columns, rows.length), 'text/plain': plain(columns, rows.length) };
}

// JupyterLab sets all cells to the right, and keeps no line breaks.
function html(columns: readonly Column[], count: number): string {
  const cell = (tag: 'th' | 'td', { numeric }: Column, content: string): string =>
    `<${tag} style="text-align: ${numeric ? 'right' : 'left'}">${escapeHtml(content).replaceAll('\n', '<br>')}</${tag}>`;
  const head = columns.map((column) => cell('th', column, column.heading)).join('');
  const lines = Array.from({ length: count }, (_, row) =>
    columns.map((column) => cell('td', column, cellText(column.values[row]))).join(''),
  );
  const body = lines.map((line) => `<tr>${line}</tr>`).join('\n');
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function plain(columns: readonly Column[], count: number): string {
  const drawn = columns.map(({ heading, values, numeric }) => {
    const cells = [heading, ...values.map((value) => cellText(value).replaceAll('\n', ' '))];
    const width = Math.max(...cells.map((cell) => cell.length));
    const [head = '', ...body] = cells.map((cell) => (numeric ? cell.padStart(width) : cell.padEnd(width)));
    return [head, '─'.repeat(width), ...body];
  });
  return Array.from({ length: count + 2 }, (_, line) =>
    drawn
      .map((column) => column[line])
      .join('  ')
      .trimEnd(),
  ).join('\n');
}

const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint';

function cellText(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(1);
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  if (Array.isArray(value)) return value.map(cellText).join(', ');
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return stripVTControlCharacters(value);
  return inspect(value, { breakLength: Infinity });
}
