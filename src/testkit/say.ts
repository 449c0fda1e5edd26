import { expect } from 'vitest';
import { fillIn, suiteWords } from './suite-words.ts';

/**
 * Words of the suite that runs, in the language of the run: `say('kept-keys', { count: 3 })`.
 * @param values what stands in the place of `{count}`.
 * @throws where the file `NN-slug.words.en.yaml` has no such key, or a value is missing.
 */
export function say(key: string, values: Readonly<Record<string, unknown>> = {}): string {
  const suite = expect.getState().testPath;
  if (suite === undefined) throw new Error(`say('${key}') was called outside of a suite.`);
  const words = suiteWords(suite).words[key];
  if (words === undefined) throw new Error(`The words of the suite have no key "${key}".`);
  return fillIn(words, values);
}
