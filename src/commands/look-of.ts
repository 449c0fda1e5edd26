import type { Look } from '../watch/look.ts';
import type { Context } from './context.ts';

/** How the terminal of a command is drawn on. */
export function lookOf({ output, stdout }: Context): Look {
  return { columns: output.columns, rows: stdout.rows || 24, colour: output.colour, paint: output.paint };
}
