// The words that learners look up, with their meaning and the section that has more: docs/words.yaml.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseYaml } from './front-matter.ts';

const wordSchema = z.strictObject({
  word: z.string().min(1),
  /** Other spellings, error names and settings that mean the same. */
  also: z.array(z.string().min(1)).default([]),
  /** One sentence or two. */
  means: z.string().min(1),
  /** `consumers#when-the-work-fails`: chapter and anchor in its lesson. */
  section: z
    .string()
    .regex(/^[a-z0-9-]+#\S+$/)
    .optional(),
});
export type Word = z.infer<typeof wordSchema>;

/** The words of the course at `root`; none where it has no list. @throws WorkbookError where the list is broken. */
export function readWords(root: string): Word[] {
  const path = join(root, 'docs', 'words.yaml');
  return existsSync(path) ? parseYaml(readFileSync(path, 'utf8'), z.array(wordSchema), path) : [];
}

/** The word that the learner means, in any of its spellings. Pure. */
export function findWord(words: readonly Word[], query: string): Word | undefined {
  const wanted = plain(query);
  return words.find(({ word, also }) => [word, ...also].some((spelling) => plain(spelling) === wanted));
}

// "Dead-letter queues" is "dead letter queue", MESSAGE_TOO_LARGE is "message too large".
const plain = (spelling: string): string =>
  spelling
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
    .replace(/([^s])s$/, '$1');
