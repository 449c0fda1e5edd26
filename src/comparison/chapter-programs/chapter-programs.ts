// The source chapter's own programs, run beside the same ones mended: what the file in benchmarks/ holds.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../project.ts';

export const cases = ['bad-records', 'sigterm', 'missing-topic', 'no-terminal'] as const;
export type Case = (typeof cases)[number];

/** What broker and process show after one program; what a case does not ask about is not there. */
export const factsSchema = z.strictObject({
  /** Records that the program reported as failed. */
  failed: z.int().exactOptional(),
  /** What the group has committed in the end. */
  committed: z.int().exactOptional(),
  /** How the process ended: its exit code; null where a signal or the deadline ended it. */
  code: z.int().nullable().exactOptional(),
  /** Members that the group still has when the process is gone. */
  membersLeft: z.int().exactOptional(),
  /** How long the broker kept such a member, in seconds. */
  deadFor: z.number().exactOptional(),
});
export type Facts = z.infer<typeof factsSchema>;

const rowSchema = z.strictObject({ case: z.enum(cases), asWritten: factsSchema, mended: factsSchema });

export const chapterProgramsSchema = z.strictObject({
  formatVersion: z.literal(1),
  date: z.iso.date(),
  kafka: z.string(),
  client: z.string(),
  version: z.string(),
  rows: z.array(rowSchema),
});
export type ChapterPrograms = z.infer<typeof chapterProgramsSchema>;

export const chapterProgramsFile = join(projectRoot, 'benchmarks', 'chapter-programs.json');

/** Reads what was run last. */
export function loadChapterPrograms(): ChapterPrograms {
  return chapterProgramsSchema.parse(JSON.parse(readFileSync(chapterProgramsFile, 'utf8')));
}
