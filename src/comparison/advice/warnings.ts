// What a client does that its readers do not expect, and that no feature's cell shows: benchmarks/warnings.json, each seen in a run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../project.ts';

const text = z.string().min(1);

const warningsSchema = z.strictObject({
  formatVersion: z.literal(1),
  warnings: z.array(
    z.strictObject({
      client: text,
      /** What it does, to come after the client's name: "commits what a handler failed on". */
      does: text,
      /** What was seen at the broker. */
      seen: text,
      /** The client's version, and how it was had. */
      version: text,
      date: z.iso.date(),
    }),
  ),
});
export type Warning = z.infer<typeof warningsSchema>['warnings'][number];

/** Reads benchmarks/warnings.json. */
export function loadWarnings(root: string = projectRoot): Warning[] {
  return warningsSchema.parse(JSON.parse(readFileSync(join(root, 'benchmarks', 'warnings.json'), 'utf8'))).warnings;
}
