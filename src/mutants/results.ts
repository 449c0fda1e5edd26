// The last results of every solution, in benchmarks/results/mutants.json.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { outcomeSchema, type Outcome } from './outcome.ts';

const resultsSchema = z.strictObject({
  formatVersion: z.literal(1),
  /** Where the newest of them was run, in general terms. */
  machine: z.strictObject({
    cores: z.int(),
    processor: z.string(),
    memoryGB: z.number(),
    system: z.string(),
    node: z.string(),
    kafka: z.string(),
  }),
  outcomes: z.array(outcomeSchema),
});
export type Results = z.infer<typeof resultsSchema>;

const fileOf = (root: string): string => join(root, 'benchmarks', 'results', 'mutants.json');

/** The results of a course; undefined where it has none. @throws where they break the schema. */
export function readResults(root: string): Results | undefined {
  const file = fileOf(root);
  return existsSync(file) ? resultsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

export async function writeResults(root: string, results: Results): Promise<void> {
  await mkdir(dirname(fileOf(root)), { recursive: true });
  await writeFileAtomic(fileOf(root), `${JSON.stringify(results, null, 1)}\n`);
}

/** Puts new outcomes in the place of older ones of the same solution. Pure. */
export function mergeOutcomes(old: readonly Outcome[], fresh: readonly Outcome[]): Outcome[] {
  const merged = new Map([...old, ...fresh].map((outcome) => [`${outcome.exercise} ${outcome.client}`, outcome]));
  return [...merged.values()];
}
