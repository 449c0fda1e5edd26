// The words of a suite stand beside it, so that the suite itself holds no sentence of any language:
// exercises/04-consumers/01-read-in-a-group.words.en.yaml for 01-read-in-a-group.test.ts.
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { catalogue, language } from '../text/catalogue.ts';
import { words as testkit } from './words.ts';

const suiteWordsSchema = z.strictObject({
  /** Title of each test, by its id. */
  tests: z.record(z.string(), z.string().min(1)).default({}),
  /** What messages say, by key; `{name}` stands for a value. */
  words: z.record(z.string(), z.string().min(1)).default({}),
});
export type SuiteWords = Readonly<z.infer<typeof suiteWordsSchema>>;

const read = new Map<string, SuiteWords>();

/**
 * The words of a suite in the language that is chosen; English where that language lacks a key, and none where there is no
 * file.
 * @param suite absolute path of the suite.
 * @throws where a file breaks its schema.
 */
export function suiteWords(suite: string): SuiteWords {
  const chosen = language();
  return catalogue({ ...(chosen !== 'en' && { [chosen]: readWords(suite, chosen) }), en: readWords(suite, 'en') });
}

function readWords(suite: string, wanted: string): SuiteWords {
  const path = suite.replace(/(?:\.hidden)?\.test\.ts$/, `.words.${wanted}.yaml`);
  if (!existsSync(path)) return { tests: {}, words: {} };
  const text = readFileSync(path, 'utf8');
  const known = read.get(text);
  if (known) return known;
  const parsed = suiteWordsSchema.safeParse(parse(text));
  if (!parsed.success) throw new Error(testkit.brokenWords(path, z.prettifyError(parsed.error)));
  read.set(text, parsed.data);
  return parsed.data;
}

/** Puts values in the place of `{name}`. @throws where one is missing. */
export function fillIn(words: string, values: Readonly<Record<string, unknown>>): string {
  return words.replace(placeholder, (_, name: string) => {
    if (!(name in values)) throw new Error(`The words "${words}" need a value for {${name}}.`);
    return String(values[name]);
  });
}

/** Whether a message holds these words, whatever stands in the place of `{name}`; spaces and lines count as one space. */
export function holdsWords(message: string, words: string): boolean {
  const pattern = spaced(words)
    .split(placeholder)
    .map((part, at) => (at % 2 === 0 ? RegExp.escape(part) : '.*?'));
  return new RegExp(pattern.join(''), 's').test(spaced(message));
}

const placeholder = /\{(\w+)\}/g;

const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();
