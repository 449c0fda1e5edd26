import { toAlignedMarkdown, type Table } from '../../comparison/tables/table.ts';
import type { Output } from '../context.ts';

/** A table under its caption, in Markdown: it can be read here and pasted elsewhere. */
export function printTable(output: Output, table: Table): void {
  output.print();
  output.print(output.paint('bold', table.caption));
  output.print(toAlignedMarkdown(table));
}
