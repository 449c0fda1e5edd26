// The words that learners look up, with their meaning and the section that has more: docs/words.yaml.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Course } from './course.ts';
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

/** The words of the course as it is now, read again when that has changed. */
export function wordsOf(course: () => Course): () => readonly Word[] {
  const known = new WeakMap<Course, readonly Word[]>();
  return () => {
    const now = course();
    const words = known.get(now) ?? readWords(now.root);
    known.set(now, words);
    return words;
  };
}

/** The word that the learner means, in any of its spellings. Pure. */
export function findWord(words: readonly Word[], query: string): Word | undefined {
  const wanted = plain(query);
  return words.find(({ word, also }) => [word, ...also].some((spelling) => plain(spelling) === wanted));
}

/** The words that a text uses, in any of their spellings. Where one is part of another, the longer one is meant. Pure. */
export function spellingsIn(words: readonly Word[], text: string): Word[] {
  const owners = new Map(
    words.flatMap((word) => [word.word, ...word.also].map((spelling): [string, Word] => [plain(spelling), word])),
  );
  const longestFirst = [...owners.keys()]
    .toSorted((one, other) => other.length - one.length)
    .map((each) => RegExp.escape(each));
  const found = plain(text).matchAll(
    new RegExp(`(?<![\\p{L}\\p{N}.])(${longestFirst.join('|')})s?(?![\\p{L}\\p{N}])`, 'gu'),
  );
  return [...found].flatMap(([, spelling = '']) => owners.get(spelling) ?? []);
}

// "Dead-letter queues" is "dead letter queue", MESSAGE_TOO_LARGE is "message too large".
const plain = (spelling: string): string =>
  spelling
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
    .replace(/([^s])s$/, '$1');
