import wrapAnsi from 'wrap-ansi';
import type { Paint } from '../text/style.ts';

/** How a screen is drawn: its size, and styles where they are wanted. */
export interface Look {
  readonly columns: number;
  readonly rows: number;
  /** Colours, links and movement are wanted. */
  readonly colour: boolean;
  readonly paint: Paint;
}

/** Text as lines of the width, each after the same indent; a line's own indent is kept where it goes on, long words are cut. */
export function wrapLines(text: string, { columns }: Pick<Look, 'columns'>, indent = ''): string[] {
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const lead = indent + (/^ */.exec(line)?.[0] ?? '');
      const width = Math.max(10, columns - lead.length);
      const wrapped = wrapAnsi(line.trim(), width, { hard: true });
      return wrapped.split('\n').map((part) => (lead + part).trimEnd());
    });
}

/** A line that is laid out already, cut where it is too wide all the same. */
export function cutLine(line: string, { columns }: Pick<Look, 'columns'>): string[] {
  return wrapAnsi(line, columns, { hard: true, trim: false }).split('\n');
}
