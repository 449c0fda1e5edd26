import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fillIn, holdsWords, suiteWords } from './suite-words.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'words '));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const suite = () => join(folder, '01-a.test.ts');
const write = (language: string, yaml: string) => writeFile(join(folder, `01-a.words.${language}.yaml`), yaml);

it('takes English where a translation lacks a key', async () => {
  await write('en', 'tests: { a: one thing }\nwords: { key: the key, place: the place }');
  await write('de', 'words: { key: der Schlüssel }');
  vi.stubEnv('WORKBOOK_LANGUAGE', 'de');
  expect({ ...suiteWords(suite()) }).toEqual({
    tests: { a: 'one thing' },
    words: { key: 'der Schlüssel', place: 'the place' },
  });
});

it('doubles English in the test language, but for what stands in the place of a name', async () => {
  await write('en', 'words: { key: "{count} of `all` records" }');
  vi.stubEnv('WORKBOOK_LANGUAGE', 'xx');
  expect(suiteWords(suite()).words).toEqual({ key: '{count} ooff `all` rreeccoorrddss' });
});

it('finds the same words for a hidden suite, and none where there is no file', async () => {
  await write('en', 'words: { key: the key }');
  expect(suiteWords(join(folder, '01-a.hidden.test.ts')).words).toEqual({ key: 'the key' });
  expect({ ...suiteWords(join(folder, '02-b.test.ts')) }).toEqual({ tests: {}, words: {} });
});

it('names the file that breaks its shape', async () => {
  await write('en', 'word: { key: the key }');
  expect(() => suiteWords(suite())).toThrow('01-a.words.en.yaml, are broken');
});

it('puts values in their places, and asks for those that are missing', () => {
  expect(fillIn('{count} of {count}, {what}', { count: 3, what: '$&' })).toBe('3 of 3, $&');
  expect(() => fillIn('{count} records', {})).toThrow('need a value for {count}');
});

it('knows words in a message whatever their values are', () => {
  expect(holdsWords('It says:\n  12 of a+b records', '{count} of a+b records')).toBe(true);
  expect(holdsWords('12 of aab records', '{count} of a+b records')).toBe(false);
});
